package request

import (
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// compressed is the size above which answers are compressed for clients that take it.
const compressed = 128 * 1024

// Respond answers with an object in a form that was negotiated.
func Respond(w http.ResponseWriter, r *http.Request, code int, form Form, object any) {
	body, err := encode(r, form, object)
	if err != nil {
		Fail(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Content-Type", form.ContentType())
	header.Set("Cache-Control", "no-cache, private")
	send(w, r, code, body)
}

func encode(r *http.Request, form Form, object any) ([]byte, error) {
	pretty := r.URL.Query().Get("pretty")
	switch {
	case form.Type == "application/yaml":
		return yaml.Marshal(object)
	case pretty == "1" || pretty == "true" || (pretty == "" && strings.HasPrefix(r.UserAgent(), "curl")):
		body, err := json.MarshalIndent(object, "", "  ")
		return append(body, '\n'), err
	}
	body, err := json.Marshal(object)
	return append(body, '\n'), err
}

func send(w http.ResponseWriter, r *http.Request, code int, body []byte) {
	header := w.Header()
	if len(body) > compressed && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		header.Add("Vary", "Accept-Encoding")
		w.WriteHeader(code)
		writer, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
		_, _ = writer.Write(body)
		_ = writer.Close()
		return
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	_, _ = w.Write(body)
}

// Fail answers with what went wrong, as a Status.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	status := StatusOf(err)
	if details := status.Details; details != nil && details.RetryAfterSeconds > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(details.RetryAfterSeconds)))
	}
	Respond(w, r, int(status.Code), Plain[0], status)
}

// StatusOf is an error as clients read it; one that nobody foresaw is a 500.
func StatusOf(err error) *metav1.Status {
	known := apierrors.APIStatus(nil)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		known = apierrors.NewRequestEntityTooLargeError(fmt.Sprintf("limit is %d", tooLarge.Limit))
	} else if !errors.As(err, &known) {
		known = apierrors.NewInternalError(err)
	}
	status := known.Status()
	status.Kind, status.APIVersion = "Status", "v1"
	return &status
}

// Document is one that seldom changes: clients keep it by its ETag.
type Document struct {
	body []byte
	Hash string
}

// NewDocument encodes an object once.
func NewDocument(object any) (*Document, error) {
	body, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	return &Document{body: body, Hash: fmt.Sprintf("%X", sha512.Sum512(body))}, nil
}

// Respond answers with the document, or with 304 where the client has it.
func (d *Document) Respond(w http.ResponseWriter, r *http.Request, form Form) {
	header := w.Header()
	etag := `"` + d.Hash + `"`
	header.Set("Etag", etag)
	header.Add("Vary", "Accept")
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "public")
	}
	for _, known := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(known) == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := d.body
	if form.Type == "application/yaml" {
		body, _ = yaml.JSONToYAML(body)
	} else if r.URL.Query().Has("pretty") {
		indented := bytes.Buffer{}
		_ = json.Indent(&indented, body, "", "  ")
		body = indented.Bytes()
	}
	header.Set("Content-Type", form.ContentType())
	send(w, r, http.StatusOK, body)
}
