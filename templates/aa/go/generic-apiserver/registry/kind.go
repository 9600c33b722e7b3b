// Package registry makes the REST storage of a kind from its description: how objects are defaulted, checked, kept
// in etcd, converted and shown.
package registry

import (
	"context"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Kind is one kind of the API: what it is called, and what its versions are.
type Kind struct {
	Group      string
	Kind       string
	ListKind   string
	Plural     string
	Singular   string
	ShortNames []string
	Categories []string
	// ClusterScoped says that its objects are in no namespace.
	ClusterScoped bool
	// Versions are those that are served. The first is the one that objects are stored as.
	Versions []Version
	// CopyStatus copies the status from one object of the stored version to another; nil where there is none.
	CopyStatus func(to, from runtime.Object)
	// Validate says what is wrong with an object of the stored version that its schema cannot say. The old object is
	// nil when one is created.
	Validate func(ctx context.Context, object, old runtime.Object) field.ErrorList
	// Log is what the subresource log shows, and Console talks on the WebSocket console; nil where there is none.
	Log     *Log
	Console Console
}

// Version is one version of a kind.
type Version struct {
	Name string
	// Object and List are empty ones of the types of this version.
	Object, List runtime.Object
	// Schema is the structural schema of the objects, as a CustomResourceDefinition has it, in JSON.
	Schema []byte
	// Status says that the status is written by the subresource alone.
	Status bool
	// Scale says where kubectl scale reads and writes; nil where it cannot.
	Scale *Scale
	// Columns are those of kubectl get, after the name.
	Columns []Column
	// SelectableFields are the paths that field selectors may name: .spec.colour
	SelectableFields []string
	// Deprecation is what clients of a deprecated version are told.
	Deprecation string
	// ToStored and FromStored convert to and from the stored version, into an empty object. The stored one has none.
	ToStored, FromStored func(from, to runtime.Object) error
}

// Scale is where the replicas of an object are, each a path: .spec.replicas
type Scale struct {
	SpecReplicasPath   string
	StatusReplicasPath string
	// LabelSelectorPath is that of the selector as text; empty where there is none.
	LabelSelectorPath string
}

// Column is a column of kubectl get.
type Column = apiextensionsv1.CustomResourceColumnDefinition

// Stored is the version that objects are stored as.
func (k *Kind) Stored() *Version {
	return &k.Versions[0]
}

// Resource is the plural with its group.
func (k *Kind) Resource() schema.GroupResource {
	return schema.GroupResource{Group: k.Group, Resource: k.Plural}
}

// GroupVersionKind is the kind in one of its versions.
func (k *Kind) GroupVersionKind(version string) schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: k.Group, Version: version, Kind: k.Kind}
}

// CopyStatus makes a function on objects of one that knows their type.
func CopyStatus[O runtime.Object](copyStatus func(to, from O)) func(to, from runtime.Object) {
	return func(to, from runtime.Object) { copyStatus(to.(O), from.(O)) }
}

// Validate makes a function on objects of one that knows their type.
func Validate[O runtime.Object](validate func(ctx context.Context, object, old O) field.ErrorList) func(ctx context.Context, object, old runtime.Object) field.ErrorList {
	return func(ctx context.Context, object, old runtime.Object) field.ErrorList {
		known, _ := old.(O)
		return validate(ctx, object.(O), known)
	}
}

// Convert makes a function on objects of one that knows their types.
func Convert[From, To runtime.Object](convert func(from From, to To) error) func(from, to runtime.Object) error {
	return func(from, to runtime.Object) error { return convert(from.(From), to.(To)) }
}
