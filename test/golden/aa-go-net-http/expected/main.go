// The extension API server go-net-http: what it serves is in kinds. A request goes through internal/serve, authn, authz and
// resource to storage.
package main

import (
	"os"

	"demo.kx.dev/go-net-http/internal/serve"
	"demo.kx.dev/go-net-http/internal/storage"
	"demo.kx.dev/go-net-http/kinds"
)

func main() {
	os.Exit(serve.Main(serve.Parts{Name: "go-net-http", Kinds: kinds.All, Store: storage.NewMemory()}))
}
