// One binary that is etcd, kube-apiserver, kube-controller-manager or kubectl, unchanged from upstream.
//
// It is chosen by the name that it is called by, so that a directory of symbolic links to it is a
// KUBEBUILDER_ASSETS directory, or by its first argument. One file holds the four because they share
// most of their code: together they are half the size that they are apart.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	_ "time/tzdata" // kube-controller-manager reads time zones that a bare machine may lack

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"go.etcd.io/etcd/server/v3/storage/wal"
	_ "k8s.io/client-go/plugin/pkg/client/auth" // kubectl: credential plugins
	"k8s.io/component-base/cli"
	"k8s.io/component-base/logs"
	_ "k8s.io/component-base/logs/json/register"          // --logging-format=json
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // client metrics on /metrics
	_ "k8s.io/component-base/metrics/prometheus/version"  // kubernetes_build_info on /metrics
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

var components = map[string]func(){
	"etcd":                    etcd,
	"kube-apiserver":          func() { run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() { run(controllermanager.NewControllerManagerCommand()) },
	"kubectl":                 kubectl,
}

func main() {
	name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	component, named := components[name]
	if !named && len(os.Args) > 1 {
		// The commands below read os.Args themselves (kubectl even before it parses flags).
		os.Args = os.Args[1:]
		component = components[os.Args[0]]
	}
	if component == nil {
		fmt.Fprintf(os.Stderr, "usage: %s %s [flags]\n", name, strings.Join(componentNames(), "|"))
		os.Exit(2)
	}
	component()
}

func componentNames() []string {
	names := make([]string, 0, len(components))
	for name := range components {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// etcd reserves a whole write-ahead log segment on disk at start, 64 MB by default: far more than a test
// writes, and a good part of its start-up time.
func etcd() {
	wal.SegmentSizeBytes = 1 << 20
	etcdmain.Main(os.Args)
}

func run(command *cobra.Command) {
	os.Exit(cli.Run(command))
}

// As upstream's cmd/kubectl: -v is looked for by hand because requests are made before flags are parsed.
func kubectl() {
	_, _ = logs.GlogSetter(cmd.GetLogVerbosity(os.Args))
	if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
		util.CheckErr(err)
	}
}
