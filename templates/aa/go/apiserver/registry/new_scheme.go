package registry

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// NewScheme makes a scheme of kinds, and of what every API server speaks besides.
func NewScheme(kinds []*Kind) (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	// Status and the options of requests are of the group "", which is served by no extension API server.
	unversioned := schema.GroupVersion{Version: "v1"}
	metav1.AddToGroupVersion(scheme, unversioned)
	scheme.AddUnversionedTypes(unversioned, &metav1.Status{}, &metav1.APIVersions{}, &metav1.APIGroupList{},
		&metav1.APIGroup{}, &metav1.APIResourceList{})
	return scheme, AddToScheme(scheme, kinds)
}
