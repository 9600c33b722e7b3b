package server

import (
	"context"
	"fmt"
	"log"
	"maps"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/duration"
	"k8s.io/apimachinery/pkg/util/uuid"
	"k8s.io/apimachinery/pkg/version"
)

// ServeHTTP is what every request goes through.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began, answered := time.Now(), &recorder{ResponseWriter: w}
	c := newCall(answered, r)
	auditID := r.Header.Get("Audit-ID")
	if auditID == "" {
		auditID = string(uuid.NewUUID())
	}
	w.Header().Set("Audit-ID", auditID)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	defer func() {
		var err error
		switch cause := recover().(type) {
		case nil:
		case thrown:
			err = cause.error
		default:
			log.Printf("panic: %v\n%s", cause, debug.Stack())
			err = fmt.Errorf("the server failed; Audit-ID %s is in its log", auditID)
		}
		if err != nil && answered.code == 0 {
			c.fail(err)
		}
		s.metrics.count(c, answered.code)
		if s.verbosity >= 4 && err != nil {
			log.Printf("%s %s: %v", r.Method, r.URL, err)
		}
		if s.verbosity >= 2 {
			took := time.Since(began).Round(time.Microsecond)
			log.Printf("%s %s %d %s audit-ID=%s", r.Method, r.URL, answered.code, took, auditID)
		}
	}()
	s.limited(c)
}

// limited finds out who asks and whether they may, and keeps requests from taking all there is.
func (s *server) limited(c *call) {
	control := http.NewResponseController(c.w)
	if c.Verb != "watch" {
		ctx, cancel := context.WithTimeout(c.r.Context(), s.requestTimeout)
		defer cancel()
		c.r = c.r.WithContext(ctx)
		_ = control.SetReadDeadline(time.Now().Add(s.requestTimeout))
	}
	c.user = s.authenticate(c.r)
	for name := range c.r.Header {
		if strings.HasPrefix(name, "Impersonate-") {
			throw(badRequest("only kube-apiserver lets act as somebody else: ask through it"))
		}
	}
	if room := s.room(c); room != nil {
		select {
		case room <- struct{}{}:
			defer func() { <-room }()
		default:
			// Otherwise net/http reads the body that the client announced before it answers.
			_ = control.EnableFullDuplex()
			throw(apierrors.NewTooManyRequests("too many requests, please try again later", 1))
		}
	}
	s.authorize(c)
	s.dispatch(c)
}

// room is what a call needs a place in; nil for watches, and for those who have to get through to mend things.
func (s *server) room(c *call) chan struct{} {
	switch {
	case c.Verb == "watch" || slices.Contains(c.user.Groups, "system:masters"):
		return nil
	case c.isRead():
		return s.reading
	}
	return s.writing
}

func (s *server) dispatch(c *call) {
	root, _, _ := strings.Cut(strings.TrimPrefix(c.r.URL.Path, "/"), "/")
	if c.isResource {
		root = "resource"
	} else if root != "apis" && !c.isRead() {
		c.notAllowed(http.MethodGet)
	}
	switch root {
	case "resource":
		resource := s.resources[c.Group+"/"+c.Version+"/"+c.Resource]
		if resource == nil {
			throw(errNowhere)
		}
		resource.serve(c)
	case "apis":
		s.discovery.serve(c)
	case "openapi":
		s.openAPI.serve(c)
	case "healthz", "livez", "readyz":
		s.health(c, root)
	case "metrics":
		s.metrics.serve(c, s.expires())
	case "version":
		c.answer(buildVersion())
	case "":
		paths := []string{"/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz", "/version"}
		paths = slices.AppendSeq(paths, maps.Keys(s.discovery.plain))
		slices.Sort(paths)
		c.answer(map[string]any{"paths": paths})
	default:
		throw(errNowhere)
	}
}

func buildVersion() version.Info {
	info := version.Info{
		Major: "0", Minor: "1", GitVersion: "v0.1.0", GitTreeState: "clean", Compiler: runtime.Compiler,
		GoVersion: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
	}
	if file, err := os.Stat(os.Args[0]); err == nil {
		info.BuildDate = file.ModTime().UTC().Format(time.RFC3339)
	}
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, each := range build.Settings {
			if each.Key == "vcs.revision" {
				info.GitCommit = each.Value
			}
		}
	}
	return info
}

// expires is when the certificate ends.
func (s *server) expires() time.Time {
	if pair := s.certificate.value.Load(); pair != nil {
		return pair.Leaf.NotAfter
	}
	return time.Time{}
}

// health answers a probe, or one of its checks; why one fails is not told.
func (s *server) health(c *call, probe string) {
	current, _ := s.Store.Revision()
	known := !slices.ContainsFunc(s.sources, func(each *followed[trust]) bool { return each.value.Load() == nil })
	checks := []struct {
		name, probes string
		passes       bool
	}{
		{"ping", "healthz livez readyz", true}, {"storage", "healthz readyz", current > 0},
		{"authentication-informer", "readyz", known}, {"shutdown", "readyz", !s.ending.Load()},
	}
	only := strings.Trim(strings.TrimPrefix(c.r.URL.Path, "/"+probe), "/")
	code, text, query := http.StatusOK, "", c.r.URL.Query()
	for _, check := range checks {
		switch {
		case !strings.Contains(check.probes, probe) || (only != "" && only != check.name):
		case slices.Contains(query["exclude"], check.name):
			text += "[+]" + check.name + " excluded: ok\n"
		case check.passes:
			text += "[+]" + check.name + " ok\n"
		default:
			code, text = http.StatusInternalServerError, text+"[-]"+check.name+" failed: reason withheld\n"
		}
	}
	if left := time.Until(s.expires()); probe == "readyz" && only == "" && left < 30*24*time.Hour {
		text += "[+]certificate ok: expires in " + duration.HumanDuration(left) + "\n"
	}
	switch {
	case text == "":
		throw(errNowhere)
	case code != http.StatusOK:
		text += probe + " check failed\n"
	case query.Has("verbose"):
		text += probe + " check passed\n"
	default:
		text = "ok"
	}
	c.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	c.w.WriteHeader(code)
	_, _ = c.w.Write([]byte(text))
}

// metrics counts requests, in the names that kube-apiserver has for it.
type metrics struct {
	mutex    sync.Mutex
	requests map[string]int
}

func (m *metrics) count(c *call, code int) {
	of, scope := c.ResourceAttributes, ""
	switch {
	case !c.isResource || code == http.StatusNotFound:
		// What clients make up is no label.
		of.Group, of.Version, of.Resource, of.Subresource = "", "", "", ""
	case c.Namespace != "":
		scope = "namespace"
	default:
		scope = "cluster"
	}
	labels := fmt.Sprintf("verb=%q,group=%q,version=%q,resource=%q,subresource=%q,scope=%q,code=\"%d\"",
		strings.ToUpper(of.Verb), of.Group, of.Version, of.Resource, of.Subresource, scope, code)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.requests == nil {
		m.requests = map[string]int{}
	}
	m.requests[labels]++
}

func (m *metrics) serve(c *call, expires time.Time) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	c.w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	fmt.Fprint(c.w, "# HELP apiserver_request_total Requests that were answered.\n"+
		"# TYPE apiserver_request_total counter\n")
	for _, labels := range slices.Sorted(maps.Keys(m.requests)) {
		fmt.Fprintf(c.w, "apiserver_request_total{%s} %d\n", labels, m.requests[labels])
	}
	const gauge = "apiserver_serving_certificate_expiration_timestamp_seconds"
	fmt.Fprintf(c.w, "# TYPE %s gauge\n%s %d\n", gauge, gauge, expires.Unix())
}

// recorder remembers the code that was answered; 0 before.
type recorder struct {
	http.ResponseWriter
	code int
}

func (r *recorder) WriteHeader(code int) {
	r.code = code
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(data []byte) (int, error) {
	if r.code == 0 {
		r.code = http.StatusOK
	}
	return r.ResponseWriter.Write(data)
}

// Unwrap lets http.ResponseController reach what is beneath.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
