// Package v1 holds the types of demo.kx.dev/v1. Clients may import it: it needs apimachinery alone.
package v1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// SchemeGroupVersion is the group and the version of the types.
var SchemeGroupVersion = schema.GroupVersion{Group: "demo.kx.dev", Version: "v1"}

// AddToScheme lets a client read and write the types.
func AddToScheme(scheme *runtime.Scheme) error {
	scheme.AddKnownTypeWithName(SchemeGroupVersion.WithKind("Widget"), &Widget{})
	scheme.AddKnownTypeWithName(SchemeGroupVersion.WithKind("WidgetList"), &WidgetList{})
	metav1.AddToGroupVersion(scheme, SchemeGroupVersion)
	return nil
}
