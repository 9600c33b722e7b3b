// The extension API server go-net-http: what it serves is in kinds, how it does so in internal/server.
package main

import (
	"demo.kx.dev/go-net-http/internal/server"
	"demo.kx.dev/go-net-http/internal/storage"
	"demo.kx.dev/go-net-http/kinds"
)

func main() {
	server.Main(server.Parts{Name: "go-net-http", Kinds: kinds.All, Store: storage.NewMemory()})
}
