// Package request says what a request asks for, and answers it in the form that its client can read.
package request

import (
	"context"
	"net/http"
	"slices"
	"strings"
)

// Info is what a path and a method mean.
type Info struct {
	// Verb is that of RBAC: get, list, watch, create, update, patch, delete, deletecollection; of other paths the
	// method in lower case.
	Verb, Path                     string
	IsResource                     bool
	Group, Version                 string
	Namespace, Resource            string
	Name, Subresource, Beyond      string
	APIVersion, Method, FieldOwner string
}

// LongRunning says whether the request may take longer than others.
func (i Info) LongRunning() bool { return i.Verb == "watch" }

// User is who asks.
type User struct {
	Name, UID string
	Groups    []string
	Extra     map[string][]string
}

// In says whether a user is in a group.
func (u User) In(group string) bool { return slices.Contains(u.Groups, group) }

var verbs = map[string]string{
	http.MethodGet: "get", http.MethodHead: "get", http.MethodPost: "create", http.MethodPut: "update",
	http.MethodPatch: "patch", http.MethodDelete: "delete",
}

// Parse reads /apis/GROUP/VERSION[/namespaces/NAMESPACE]/RESOURCE[/NAME[/SUBRESOURCE]] and any other path.
func Parse(r *http.Request) Info {
	info := Info{Path: r.URL.Path, Method: r.Method, Verb: strings.ToLower(r.Method)}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if len(parts) < 4 || parts[0] != "apis" {
		return info
	}
	info.IsResource, info.Group, info.Version = true, parts[1], parts[2]
	info.APIVersion = info.Group + "/" + info.Version
	rest := parts[3:]
	if rest[0] == "namespaces" && len(rest) > 2 {
		info.Namespace, rest = rest[1], rest[2:]
	}
	rest = append(rest, "", "", "")
	info.Resource, info.Name, info.Subresource = rest[0], rest[1], rest[2]
	info.Beyond = strings.Join(rest[3:], "")
	info.Verb = verbs[r.Method]
	if info.Name == "" {
		switch isWatch := r.URL.Query().Get("watch"); {
		case info.Verb == "get" && (isWatch == "true" || isWatch == "1"):
			info.Verb = "watch"
		case info.Verb == "get":
			info.Verb = "list"
		case info.Verb == "delete":
			info.Verb = "deletecollection"
		}
	}
	info.FieldOwner = owner(r)
	return info
}

// owner is who is said to have written: as the client names itself, or by its User-Agent.
func owner(r *http.Request) string {
	if named := r.URL.Query().Get("fieldManager"); named != "" {
		return named
	}
	program, _, _ := strings.Cut(r.UserAgent(), "/")
	printable := strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' {
			return -1
		}
		return c
	}, program)
	return printable[:min(len(printable), 128)]
}

type contextKey int

const (
	infoKey contextKey = iota
	userKey
)

// With gives a request what it asks for.
func With(r *http.Request, info Info) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), infoKey, info))
}

// InfoOf is what With gave.
func InfoOf(r *http.Request) Info { info, _ := r.Context().Value(infoKey).(Info); return info }

// WithUser gives a request who asks.
func WithUser(r *http.Request, user User) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), userKey, user))
}

// UserOf is what WithUser gave.
func UserOf(r *http.Request) User { user, _ := r.Context().Value(userKey).(User); return user }
