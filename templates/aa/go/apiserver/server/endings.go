package server

import (
	"bufio"
	"context"
	"encoding/binary"
	"net"
	"net/http"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/endpoints/responsewriter"
	"k8s.io/streaming/pkg/httpstream/wsstream"
)

// streamingSubresources last for as long as their clients want. kube-apiserver lets those named log last, and WebSockets.
var streamingSubresources = sets.NewString("log", "console")

// withStreamsEnding ends what has no end of its own when the server takes no further requests: a WebSocket with the
// code that says so, and the context of other requests that the library does not wait for. Its watches it ends itself,
// but those over WebSockets.
func withStreamsEnding(handler http.Handler, ending <-chan struct{}) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		info, found := request.RequestInfoFrom(req.Context())
		if !found || !info.IsResourceRequest {
			handler.ServeHTTP(writer, req)
			return
		}
		if wsstream.IsWebSocketRequest(req) {
			writer = responsewriter.WrapForHTTP1Or2(&endingWriter{writer, ending})
		} else if streamingSubresources.Has(info.Subresource) {
			ctx, cancel := context.WithCancel(req.Context())
			defer cancel()
			go func() {
				select {
				case <-ending:
					cancel()
				case <-ctx.Done():
				}
			}()
			req = req.WithContext(ctx)
		}
		handler.ServeHTTP(writer, req)
	})
}

// endingWriter gives out connections that end with the server.
type endingWriter struct {
	http.ResponseWriter
	ending <-chan struct{}
}

func (w *endingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Hijack gives the connection to who speaks WebSocket on it.
func (w *endingWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	ends := &endingConn{Conn: conn, closed: make(chan struct{})}
	go func() {
		select {
		case <-w.ending:
			ends.goAway()
		case <-ends.closed:
		}
	}()
	return ends, bufio.NewReadWriter(buffered.Reader, bufio.NewWriter(ends)), nil
}

// endingConn is the connection of a WebSocket that the server can end between two frames.
type endingConn struct {
	net.Conn
	closed chan struct{}
	once   sync.Once

	mutex sync.Mutex
	// left is how much of a frame is still to be written.
	left             int
	isEnding, isOver bool
}

// goingAway is a close frame with the code 1001 (RFC 6455 7.4.1).
var goingAway = []byte{0x88, 2, 1001 >> 8, 1001 & 0xff}

func (c *endingConn) goAway() {
	// Who writes to a client that reads nothing holds the mutex.
	_ = c.Conn.SetWriteDeadline(time.Now().Add(time.Second))
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.isEnding = true
	if c.left == 0 {
		c.end()
	}
}

func (c *endingConn) end() {
	c.isOver = true
	_, _ = c.Conn.Write(goingAway)
	// Who reads is told that nothing more comes.
	_ = c.Conn.SetReadDeadline(time.Now())
}

// Write takes frames, each beginning with a call of its own, and after the last one nothing.
func (c *endingConn) Write(bytes []byte) (int, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.isOver {
		return len(bytes), nil
	}
	if c.left == 0 {
		c.left = frameSize(bytes)
	}
	c.left = max(0, c.left-len(bytes))
	written, err := c.Conn.Write(bytes)
	if c.isEnding && c.left == 0 {
		c.end()
	}
	return written, err
}

func (c *endingConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}

// frameSize is that of a frame as servers send it, unmasked (RFC 6455 5.2); the answer to the handshake is none.
func frameSize(bytes []byte) int {
	if len(bytes) < 2 || bytes[0]&0x80 == 0 {
		return 0
	}
	switch length := int(bytes[1] & 0x7f); {
	case length == 126 && len(bytes) >= 4:
		return 4 + int(binary.BigEndian.Uint16(bytes[2:]))
	case length == 127 && len(bytes) >= 10:
		return 10 + int(binary.BigEndian.Uint64(bytes[2:]))
	default:
		return 2 + length
	}
}
