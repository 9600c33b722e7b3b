// The extension API server go-widget: what it serves is in kinds, and the types of its API are in apis.
package main

import (
	"os"

	"k8s.io/component-base/cli"

	"demo.kx.dev/go-widget/kinds"
	"demo.kx.dev/go-widget/server"
)

func main() {
	os.Exit(cli.Run(server.NewCommand("go-widget", "etcd", kinds.All)))
}
