// Stock clients of Go at a server: the informers, apply and scale of client-go, then a controller of
// controller-runtime. It ends with 0 where everything came out as it does for a custom resource.
// Usage: clients KUBECONFIG NAMESPACE
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

var (
	widgets = schema.GroupVersionResource{Group: "demo.kx.dev", Version: "v1alpha1", Resource: "widgets"}
	kind    = schema.GroupVersionKind{Group: "demo.kx.dev", Version: "v1alpha1", Kind: "Widget"}
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		fail("the kubeconfig", err)
	}
	for _, trial := range []struct {
		name string
		run  func(context.Context, *rest.Config, string) error
	}{
		{"informers", informers},
		{"metadata", metadataInformers},
		{"writes", writes},
		{"controller", controller},
	} {
		if err := trial.run(ctx, config, os.Args[2]); err != nil {
			fail(trial.name, err)
		}
		fmt.Println("ok", trial.name)
	}
}

func fail(what string, err error) {
	fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
	os.Exit(1)
}

// widget is one with a size and a colour.
func widget(namespace, name string, size int64) *unstructured.Unstructured {
	object := &unstructured.Unstructured{Object: map[string]any{
		"metadata": map[string]any{"namespace": namespace, "name": name, "labels": map[string]any{"app": name}},
		"spec":     map[string]any{"size": size, "colour": "red"},
	}}
	object.SetGroupVersionKind(kind)
	return object
}

// eventually waits for half a minute.
func eventually(ctx context.Context, what string, holds func() (bool, error)) error {
	err := wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, 30*time.Second, true, func(context.Context) (bool, error) {
		return holds()
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

var all = metav1.ListOptions{}
