// The extension API server go-apiserver-runtime: what it serves is in kinds, and the types of its API are in apis.
package main

import (
	"os"

	"k8s.io/component-base/cli"

	"demo.kx.dev/go-apiserver-runtime/kinds"
	"demo.kx.dev/go-apiserver-runtime/server"
)

func main() {
	os.Exit(cli.Run(server.NewCommand("go-apiserver-runtime", "etcd", kinds.All)))
}
