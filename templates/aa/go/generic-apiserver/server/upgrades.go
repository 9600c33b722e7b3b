package server

import (
	"net/http"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/endpoints/handlers/responsewriters"
	"k8s.io/apiserver/pkg/endpoints/request"
)

// withUpgradesRefused says so where a client wants another protocol and there is none but HTTP. The library answers as
// if it had not been asked, which the aggregator takes for a broken server.
func withUpgradesRefused(handler http.Handler, serializer runtime.NegotiatedSerializer) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		info, found := request.RequestInfoFrom(req.Context())
		mayUpgrade := found && info.IsResourceRequest && (info.Verb == "watch" || info.Subresource != "")
		if mayUpgrade || !wantsUpgrade(req) {
			handler.ServeHTTP(writer, req)
			return
		}
		err := apierrors.NewBadRequest("this path is served over HTTP alone: it upgrades to no other protocol")
		responsewriters.ErrorNegotiated(err, serializer, schema.GroupVersion{Version: "v1"}, writer, req)
	})
}

func wantsUpgrade(req *http.Request) bool {
	for _, value := range req.Header.Values("Connection") {
		for word := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(strings.TrimSpace(word), "upgrade") {
				return true
			}
		}
	}
	return false
}
