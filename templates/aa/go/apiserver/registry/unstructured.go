package registry

import "k8s.io/apimachinery/pkg/runtime"

// toUnstructured is an object as its JSON has it.
func toUnstructured(object runtime.Object) (map[string]any, error) {
	return runtime.DefaultUnstructuredConverter.ToUnstructured(object)
}
