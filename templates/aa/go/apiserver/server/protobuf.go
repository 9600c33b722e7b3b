package server

import (
	"mime"
	"net/http"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/endpoints/handlers/negotiation"
	"k8s.io/apiserver/pkg/endpoints/handlers/responsewriters"
	"k8s.io/apiserver/pkg/endpoints/request"
)

// withoutProtobuf takes protobuf out of what a client accepts for an object: the types of this server have no encoding
// for it. The library would find that out once the work is done, and fail. What it makes of objects, as a Table, and a
// Scale have the encoding.
func withoutProtobuf(handler http.Handler, codecs serializer.CodecFactory) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		accept := req.Header.Get("Accept")
		info, found := request.RequestInfoFrom(req.Context())
		if !found || !info.IsResourceRequest || info.Subresource == "scale" || !strings.Contains(accept, runtime.ContentTypeProtobuf) {
			handler.ServeHTTP(writer, req)
			return
		}
		clauses := slices.DeleteFunc(strings.Split(accept, ","), isObjectInProtobuf)
		if len(clauses) == 0 {
			types, _ := negotiation.MediaTypesForSerializer(codecs)
			err := negotiation.NewNotAcceptableError(types)
			responsewriters.ErrorNegotiated(err, codecs, schema.GroupVersion{Version: "v1"}, writer, req)
			return
		}
		req = req.Clone(req.Context())
		req.Header.Set("Accept", strings.Join(clauses, ","))
		handler.ServeHTTP(writer, req)
	})
}

func isObjectInProtobuf(clause string) bool {
	name, parameters, err := mime.ParseMediaType(clause)
	return err == nil && name == runtime.ContentTypeProtobuf && parameters["as"] == ""
}
