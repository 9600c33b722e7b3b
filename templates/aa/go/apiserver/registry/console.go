package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/websocket"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/endpoints/handlers/responsewriters"
	genericregistry "k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/klog/v2"
	"k8s.io/streaming/pkg/httpstream/wsstream"
)

// Console talks with a client over a WebSocket until it returns. The context ends when the client leaves.
type Console func(ctx context.Context, talk *Talk) error

// Talk is what a console has at hand.
type Talk struct {
	*Stream
	// Lines are what the client types. It is closed when the client has said all.
	Lines    <-chan string
	socket   *websocket.Conn
	protocol string
}

// Print shows a line.
func (t *Talk) Print(line string) error { return t.send(channelOut, line+"\n") }

// PrintError shows a line on the channel for errors, where the client has one.
func (t *Talk) PrintError(line string) error { return t.send(channelError, line+"\n") }

// The subprotocols of kubectl exec, in which a message begins with the number of its channel. Without one of them a
// message is a line of text.
var consoleProtocols = []string{"v5.channel.k8s.io", "v4.channel.k8s.io"}

const (
	channelIn = iota
	channelOut
	channelError
	channelResult
	// channelClose says of the channel that follows it that no more comes.
	channelClose = 255
)

// longestMessage is how much a client may type at once.
const longestMessage = 64 * 1024

// consoleStorage is the subresource console.
type consoleStorage struct {
	store *genericregistry.Store
	kind  *Kind
}

var _ rest.Connecter = &consoleStorage{}

func (c *consoleStorage) New() runtime.Object                               { return c.store.New() }
func (c *consoleStorage) Destroy()                                          {}
func (c *consoleStorage) ConnectMethods() []string                          { return []string{http.MethodGet} }
func (c *consoleStorage) NewConnectOptions() (runtime.Object, bool, string) { return nil, false, "" }

func (c *consoleStorage) Connect(ctx context.Context, name string, _ runtime.Object, responder rest.Responder) (http.Handler, error) {
	stream, err := openStream(ctx, c.store, name)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		if !wsstream.IsWebSocketRequest(req) {
			responder.Error(apierrors.NewBadRequest("a console is a WebSocket: Upgrade: websocket"))
			return
		}
		protocol, err := agreedProtocol(req)
		if err != nil {
			responder.Error(err)
			return
		}
		server := websocket.Server{
			Handshake: func(config *websocket.Config, _ *http.Request) error {
				config.Protocol = nil
				if protocol != "" {
					config.Protocol = []string{protocol}
				}
				return nil
			},
			Handler: func(socket *websocket.Conn) { c.serve(ctx, stream, socket, protocol) },
		}
		server.ServeHTTP(writer, req)
	}), nil
}

func agreedProtocol(req *http.Request) (string, error) {
	var offered []string
	for _, value := range req.Header.Values(wsstream.WebSocketProtocolHeader) {
		for protocol := range strings.SplitSeq(value, ",") {
			offered = append(offered, strings.TrimSpace(protocol))
		}
	}
	if len(offered) == 0 {
		return "", nil
	}
	for _, protocol := range offered {
		if slices.Contains(consoleProtocols, protocol) {
			return protocol, nil
		}
	}
	return "", apierrors.NewBadRequest(fmt.Sprintf("a console has the subprotocols %s or none, not %s", strings.Join(consoleProtocols, ", "), strings.Join(offered, ", ")))
}

func (c *consoleStorage) serve(ctx context.Context, stream *Stream, socket *websocket.Conn, protocol string) {
	defer func() { _ = socket.Close() }()
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	socket.MaxPayloadBytes = longestMessage
	lines := make(chan string)
	talk := &Talk{stream, lines, socket, protocol}
	go func() {
		defer leave()
		defer close(lines)
		talk.listen(ctx, lines)
	}()
	err := c.kind.Console(ctx, talk)
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	if err != nil {
		klog.FromContext(ctx).Error(err, "A console failed", "object", stream.name)
	}
	if protocol == "" {
		return
	}
	result := &metav1.Status{Status: metav1.StatusSuccess}
	if err != nil {
		result = responsewriters.ErrorToAPIStatus(err)
	}
	if text, err := json.Marshal(result); err == nil {
		_ = talk.send(channelResult, string(text))
	}
}

func (t *Talk) send(channel byte, text string) error {
	if t.protocol == "" {
		return websocket.Message.Send(t.socket, text)
	}
	return websocket.Message.Send(t.socket, append([]byte{channel}, text...))
}

// listen cuts what the client types into lines, until it leaves.
func (t *Talk) listen(ctx context.Context, lines chan<- string) {
	var begun []byte
	for {
		var message []byte
		if err := websocket.Message.Receive(t.socket, &message); err != nil || len(begun) > longestMessage {
			return
		}
		switch {
		case t.protocol == "":
			message = append(message, '\n')
		case bytes.Equal(message, []byte{channelClose, channelIn}):
			return
		case len(message) == 0 || message[0] != channelIn:
			continue
		default:
			message = message[1:]
		}
		begun = append(begun, bytes.ReplaceAll(message, []byte{'\r'}, []byte{'\n'})...)
		for line, rest, found := bytes.Cut(begun, []byte{'\n'}); found; line, rest, found = bytes.Cut(begun, []byte{'\n'}) {
			begun = rest
			select {
			case lines <- string(line):
			case <-ctx.Done():
				return
			}
		}
	}
}
