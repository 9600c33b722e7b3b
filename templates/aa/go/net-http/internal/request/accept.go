package request

import (
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Form is one in which an answer can be had: a media type, and as, v and g where the object becomes another one.
type Form struct {
	Type, As, Version, Group, Stream string
}

// Plain are the forms of what has no other: JSON and YAML.
var Plain = []Form{
	{Type: "application/json"}, {Type: "application/yaml"},
}

// ContentType is how the answer says its form.
func (f Form) ContentType() string {
	if f.As == "" || f.Group == "meta.k8s.io" {
		return f.Type
	}
	return f.Type + ";g=" + f.Group + ";v=" + f.Version + ";as=" + f.As
}

// Negotiate takes the first clause of Accept, by their weights, that one of the forms meets. Where a client names a
// media type alone, the first form of that type is meant.
func Negotiate(r *http.Request, forms []Form) (Form, error) {
	header := strings.Join(r.Header.Values("Accept"), ",")
	if strings.TrimSpace(header) == "" {
		return forms[0], nil
	}
	type clause struct {
		form   Form
		weight float64
	}
	var clauses []clause
	for _, text := range strings.Split(header, ",") {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(text))
		if err != nil {
			continue
		}
		weight := 1.0
		if q, err := strconv.ParseFloat(params["q"], 64); err == nil {
			weight = q
		}
		form := Form{Type: media, As: params["as"], Version: params["v"], Group: params["g"], Stream: params["stream"]}
		clauses = append(clauses, clause{form, weight})
	}
	slices.SortStableFunc(clauses, func(a, b clause) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	for _, wanted := range clauses {
		for _, form := range forms {
			family, _, _ := strings.Cut(form.Type, "/")
			isType := wanted.form.Type == form.Type || wanted.form.Type == "*/*" || wanted.form.Type == family+"/*"
			if isType && wanted.form.As == form.As && wanted.form.Version == form.Version && wanted.form.Group == form.Group {
				return form, nil
			}
		}
	}
	return Form{}, NotAcceptable(forms)
}

// NotAcceptable is 406 with what can be had.
func NotAcceptable(forms []Form) error {
	var types []string
	for _, form := range forms {
		if !slices.Contains(types, form.ContentType()) {
			types = append(types, form.ContentType())
		}
	}
	return failure(http.StatusNotAcceptable, metav1.StatusReasonNotAcceptable,
		"only the following media types are accepted: "+strings.Join(types, ", "))
}

// UnsupportedMediaType is 415 with what is read.
func UnsupportedMediaType(types []string) error {
	return failure(http.StatusUnsupportedMediaType, metav1.StatusReasonUnsupportedMediaType,
		"the body of the request was in an unknown format - accepted media types include: "+strings.Join(types, ", "))
}

// NotFound is for a path where nothing is.
func NotFound() error {
	return failure(http.StatusNotFound, metav1.StatusReasonNotFound, "the server could not find the requested resource")
}

// MethodNotAllowed is for a method that no verb of the path stands for.
func MethodNotAllowed(w http.ResponseWriter, allowed ...string) error {
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	return failure(http.StatusMethodNotAllowed, metav1.StatusReasonMethodNotAllowed,
		"the server does not allow this method on the requested resource")
}

func failure(code int32, reason metav1.StatusReason, message string) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: code, Reason: reason, Message: message,
	}}
}
