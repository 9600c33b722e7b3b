package server

import (
	"net/http"

	"k8s.io/apiserver/pkg/endpoints/responsewriter"
)

// withEarlyAnswers lets a server that is at its limits say so to a client of HTTP/1.1 before the body that it announced
// has come: net/http waits for it unless it closes the connection, and then neither a limit nor a timeout holds who
// sends slowly.
func withEarlyAnswers(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		if req.ProtoMajor == 1 && req.ContentLength != 0 {
			writer = responsewriter.WrapForHTTP1Or2(&earlyWriter{writer})
		}
		handler.ServeHTTP(writer, req)
	})
}

type earlyWriter struct {
	http.ResponseWriter
}

func (w *earlyWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *earlyWriter) WriteHeader(code int) {
	switch code {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		w.Header().Set("Connection", "close")
	}
	w.ResponseWriter.WriteHeader(code)
}
