package server

import (
	"net/http"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/endpoints/handlers/negotiation"
	"k8s.io/apiserver/pkg/endpoints/handlers/responsewriters"
	"k8s.io/apiserver/pkg/endpoints/request"
)

const protobuf = "application/vnd.kubernetes.protobuf"

// withKindsInJSON hears only what the kinds can be written in, which is no protobuf: the library would choose it, do
// what is asked, and then fail to answer. The namespace controller deletes collections like that since 1.37. Metadata
// alone, as the garbage collector reads it, and scales are had in protobuf.
func withKindsInJSON(handler http.Handler, serializer runtime.NegotiatedSerializer) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		info, found := request.RequestInfoFrom(req.Context())
		accept := req.Header.Get("Accept")
		if !found || !info.IsResourceRequest || info.Subresource == "scale" || !strings.Contains(accept, protobuf) {
			handler.ServeHTTP(writer, req)
			return
		}
		var heard []string
		for clause := range strings.SplitSeq(accept, ",") {
			kind, _, _ := strings.Cut(strings.TrimSpace(clause), ";")
			if kind != protobuf || strings.Contains(clause, "as=") {
				heard = append(heard, clause)
			}
		}
		if len(heard) == 0 {
			err := negotiation.NewNotAcceptableError([]string{"application/json", "application/yaml"})
			responsewriters.ErrorNegotiated(err, serializer, schema.GroupVersion{Version: "v1"}, writer, req)
			return
		}
		inner := req.Clone(req.Context())
		inner.Header.Set("Accept", strings.Join(heard, ","))
		handler.ServeHTTP(writer, inner)
	})
}
