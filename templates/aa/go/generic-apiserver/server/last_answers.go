package server

import (
	"net/http"
	"slices"

	"k8s.io/apiserver/pkg/endpoints/responsewriter"
)

// atLimits are the statuses of a server that does no more, and does not wait for more either.
var atLimits = []int{http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout}

// withLastAnswers closes connections of HTTP/1.1 after answers that are the last on them.
//
// A server at its limits says so before the body that a client announced has come: net/http waits for it unless it
// closes the connection, and then neither a limit nor a timeout holds who sends slowly. And who wanted another protocol
// and is refused comes from the aggregator, which closes the connection then; its client is to know.
func withLastAnswers(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		switch {
		case req.ProtoMajor != 1:
		case wantsUpgrade(req):
			isLast := func(code int) bool { return code >= http.StatusBadRequest }
			writer = responsewriter.WrapForHTTP1Or2(&lastAnswerWriter{writer, isLast})
		case req.ContentLength != 0:
			isLast := func(code int) bool { return slices.Contains(atLimits, code) }
			writer = responsewriter.WrapForHTTP1Or2(&lastAnswerWriter{writer, isLast})
		}
		handler.ServeHTTP(writer, req)
	})
}

type lastAnswerWriter struct {
	http.ResponseWriter
	isLast func(code int) bool
}

func (w *lastAnswerWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *lastAnswerWriter) WriteHeader(code int) {
	if w.isLast(code) {
		w.Header().Set("Connection", "close")
	}
	w.ResponseWriter.WriteHeader(code)
}
