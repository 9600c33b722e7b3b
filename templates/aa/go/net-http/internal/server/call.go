package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"

	authenticationv1 "k8s.io/api/authentication/v1"
	authorizationv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// call is a request on its way to an answer.
type call struct {
	w http.ResponseWriter
	r *http.Request
	// What is asked for, as RBAC has it; of a path that is no resource the verb is the method in lower case.
	authorizationv1.ResourceAttributes
	isResource bool
	beyond     string // what follows the subresource
	owner      string // who is said to write: as the client names itself, or by its User-Agent
	user       authenticationv1.UserInfo
}

var verbs = map[string]string{
	http.MethodGet: "get", http.MethodHead: "get", http.MethodPost: "create", http.MethodPut: "update",
	http.MethodPatch: "patch", http.MethodDelete: "delete",
}

// newCall reads /apis/GROUP/VERSION[/namespaces/NAMESPACE]/RESOURCE[/NAME[/SUBRESOURCE]] and any other path.
func newCall(w http.ResponseWriter, r *http.Request) *call {
	c := &call{w: w, r: r}
	c.Verb = strings.ToLower(r.Method)
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if len(parts) < 4 || parts[0] != "apis" {
		return c
	}
	c.isResource, c.Group, c.Version, c.Verb = true, parts[1], parts[2], verbs[r.Method]
	rest := parts[3:]
	if rest[0] == "namespaces" && len(rest) > 2 {
		c.Namespace, rest = rest[1], rest[2:]
	}
	rest = append(rest, "", "", "")
	c.Resource, c.Name, c.Subresource, c.beyond = rest[0], rest[1], rest[2], strings.Join(rest[3:], "")
	query := r.URL.Query()
	isWatch := query.Get("watch") == "true" || query.Get("watch") == "1"
	switch {
	case c.Name != "":
	case c.Verb == "get" && isWatch:
		c.Verb = "watch"
	case c.Verb == "get":
		c.Verb = "list"
	case c.Verb == "delete":
		c.Verb = "deletecollection"
	}
	program, _, _ := strings.Cut(r.UserAgent(), "/")
	c.owner = strings.Map(func(letter rune) rune {
		if letter < ' ' || letter > '~' {
			return -1
		}
		return letter
	}, program)
	c.owner = c.owner[:min(len(c.owner), 128)]
	if named := query.Get("fieldManager"); named != "" {
		c.owner = named
	}
	return c
}

func (c *call) isRead() bool { return c.r.Method == http.MethodGet || c.r.Method == http.MethodHead }

// warn is for what is done but should not have been asked for.
func (c *call) warn(message string) {
	c.w.Header().Add("Warning", `299 - "`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(message)+`"`)
}

// form is one in which an answer can be had: a media type, and as, v and g where the object becomes another one.
type form struct{ media, as, version, group string }

const (
	inJSON  = "application/json"
	inYAML  = "application/yaml"
	asTable = "Table"
)

// plain are the forms of what has no other.
var plain = []form{{media: inJSON}, {media: inYAML}}

func (f form) contentType() string {
	if f.as == "" || f.group == metav1.GroupName {
		return f.media
	}
	return f.media + ";g=" + f.group + ";v=" + f.version + ";as=" + f.as
}

// negotiate takes the form that Accept gives the most weight; of equals, what it names first.
func (c *call) negotiate(forms []form) form {
	header := strings.Join(c.r.Header.Values("Accept"), ",")
	if strings.TrimSpace(header) == "" {
		return forms[0]
	}
	best, weight := form{}, 0.0
	for _, clause := range strings.Split(header, ",") {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(clause))
		q, isGiven := strconv.ParseFloat(params["q"], 64)
		if isGiven != nil {
			q = 1
		}
		if err != nil || q <= weight {
			continue
		}
		found := slices.IndexFunc(forms, func(f form) bool {
			family, _, _ := strings.Cut(f.media, "/")
			isMedia := media == f.media || media == "*/*" || media == family+"/*"
			return isMedia && params["as"] == f.as && params["v"] == f.version && params["g"] == f.group
		})
		if found >= 0 {
			best, weight = forms[found], q
		}
	}
	var types []string
	for _, each := range forms {
		types = append(types, each.contentType())
	}
	if weight == 0 {
		throw(failure(http.StatusNotAcceptable, metav1.StatusReasonNotAcceptable,
			"only the following media types are accepted: %s", strings.Join(slices.Compact(types), ", ")))
	}
	return best
}

// mediaType is that of the body, one of those that are read.
func (c *call) mediaType(types ...string) string {
	given, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if given == "" && types[0] == inJSON {
		given = inJSON
	}
	if !slices.Contains(types, given) {
		throw(failure(http.StatusUnsupportedMediaType, metav1.StatusReasonUnsupportedMediaType,
			"the body of the request was in an unknown format - accepted media types include: %s", strings.Join(types, ", ")))
	}
	return given
}

func failure(code int32, reason metav1.StatusReason, format string, parts ...any) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: code, Reason: reason, Message: fmt.Sprintf(format, parts...),
	}}
}

func badRequest(format string, parts ...any) error {
	return apierrors.NewBadRequest(fmt.Sprintf(format, parts...))
}

// errNowhere is for a path where nothing is.
var errNowhere = failure(http.StatusNotFound, metav1.StatusReasonNotFound,
	"the server could not find the requested resource")

// notAllowed is for a method that no verb of the path stands for.
func (c *call) notAllowed(methods ...string) {
	c.w.Header().Set("Allow", strings.Join(methods, ", "))
	throw(failure(http.StatusMethodNotAllowed, metav1.StatusReasonMethodNotAllowed,
		"the server does not allow this method on the requested resource"))
}

// thrown is an error that ends a call where it is found: ServeHTTP answers with it. None leaves this package.
type thrown struct{ error }

// throw ends the call with an error, if it is one.
func throw(err error) {
	if err != nil {
		panic(thrown{err})
	}
}

func must[T any](value T, err error) T {
	throw(err)
	return value
}

// catch, deferred, gives back what was thrown.
func catch(err *error) {
	switch cause := recover().(type) {
	case nil:
	case thrown:
		*err = cause.error
	default:
		panic(cause)
	}
}

// answer answers with an object in one of the plain forms.
func (c *call) answer(object any) { c.respond(http.StatusOK, c.negotiate(plain), object) }

// respond answers with an object in a form that was negotiated.
func (c *call) respond(code int, in form, object any) {
	body := append(must(json.Marshal(object)), '\n')
	c.w.Header().Set("Cache-Control", "no-cache, private")
	c.send(code, in, body)
}

// fail answers with what went wrong, as a Status.
func (c *call) fail(err error) {
	status := statusOf(err)
	if details := status.Details; details != nil && details.RetryAfterSeconds > 0 {
		c.w.Header().Set("Retry-After", strconv.Itoa(int(details.RetryAfterSeconds)))
	}
	c.respond(int(status.Code), plain[0], status)
}

// statusOf is an error as clients read it; one that nobody foresaw is a 500.
func statusOf(err error) *metav1.Status {
	known := apierrors.APIStatus(nil)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		known = apierrors.NewRequestEntityTooLargeError(fmt.Sprintf("limit is %d", tooLarge.Limit))
	} else if errors.Is(err, os.ErrDeadlineExceeded) {
		known = apierrors.NewTimeoutError("the request did not come whole in time", 0)
	} else if !errors.As(err, &known) {
		known = apierrors.NewInternalError(err)
	}
	status := known.Status()
	status.Kind, status.APIVersion = "Status", "v1"
	return &status
}

// compressed is the size above which answers are compressed for clients that take it.
const compressed = 128 * 1024

// send sends a document in JSON as its form has it.
func (c *call) send(code int, in form, body []byte) {
	pretty, header := c.r.URL.Query().Get("pretty"), c.w.Header()
	if in.media == inYAML {
		body = must(yaml.JSONToYAML(body))
	} else if pretty == "1" || pretty == "true" || (pretty == "" && strings.HasPrefix(c.r.UserAgent(), "curl")) {
		indented := bytes.Buffer{}
		throw(json.Indent(&indented, body, "", "  "))
		body = indented.Bytes()
	}
	header.Set("Content-Type", in.contentType())
	if len(body) > compressed && strings.Contains(c.r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		header.Add("Vary", "Accept-Encoding")
		c.w.WriteHeader(code)
		writer, _ := gzip.NewWriterLevel(c.w, gzip.BestSpeed)
		_, _ = writer.Write(body)
		_ = writer.Close()
		return
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	c.w.WriteHeader(code)
	_, _ = c.w.Write(body)
}

// document is one that seldom changes: clients keep it by its ETag.
type document struct {
	body []byte
	hash string
}

func newDocument(object any) *document {
	body := must(json.Marshal(object))
	return &document{body: body, hash: fmt.Sprintf("%X", sha512.Sum512(body))}
}

// respondDocument answers with a document, or with 304 where the client has it.
func (c *call) respondDocument(in form, d *document, cacheControl string) {
	header, etag := c.w.Header(), `"`+d.hash+`"`
	header.Set("Etag", etag)
	header.Add("Vary", "Accept")
	header.Set("Cache-Control", cacheControl)
	for _, known := range strings.Split(c.r.Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(known) == etag {
			c.w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	c.send(http.StatusOK, in, d.body)
}
