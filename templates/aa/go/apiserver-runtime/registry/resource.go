package registry

import (
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/rest"
	"sigs.k8s.io/apiserver-runtime/pkg/builder/resource"
)

// Resource is a resource or a subresource of one version of a kind, as apiserver-runtime registers it.
type Resource struct {
	// Object is an empty object of the version.
	runtime.Object
	kind    *Kind
	version *Version
	name    string
	made    makeStorages
}

type makeStorages func(*runtime.Scheme, generic.RESTOptionsGetter) (map[string]map[string]rest.Storage, error)

var _ resource.Object = &Resource{}
var _ resource.MultiVersionObject = &Resource{}

// Resources are all of a kind. They share one store.
func Resources(kind *Kind) []*Resource {
	made := once(kind)
	var resources []*Resource
	for i := range kind.Versions {
		version := &kind.Versions[i]
		names := []string{kind.Plural}
		if version.Status {
			names = append(names, kind.Plural+"/status")
		}
		if version.Scale != nil {
			names = append(names, kind.Plural+"/scale")
		}
		if kind.Log != nil {
			names = append(names, kind.Plural+"/log")
		}
		if kind.Console != nil {
			names = append(names, kind.Plural+"/console")
		}
		for _, name := range names {
			resources = append(resources, &Resource{version.Object, kind, version, name, made})
		}
	}
	return resources
}

func once(kind *Kind) makeStorages {
	var once sync.Once
	var storages map[string]map[string]rest.Storage
	var err error
	return func(scheme *runtime.Scheme, getter generic.RESTOptionsGetter) (map[string]map[string]rest.Storage, error) {
		once.Do(func() { storages, err = NewStorage(kind, scheme, getter) })
		return storages, err
	}
}

// Storage makes what the resource is served from.
func (r *Resource) Storage(scheme *runtime.Scheme, getter generic.RESTOptionsGetter) (rest.Storage, error) {
	storages, err := r.made(scheme, getter)
	if err != nil {
		return nil, err
	}
	return storages[r.version.Name][r.name], nil
}

// GetGroupVersionResource names it: widgets, widgets/status.
func (r *Resource) GetGroupVersionResource() schema.GroupVersionResource {
	return r.kind.GroupVersionKind(r.version.Name).GroupVersion().WithResource(r.name)
}

// GetObjectMeta is that of the empty object.
func (r *Resource) GetObjectMeta() *metav1.ObjectMeta {
	accessor, _ := r.Object.(metav1.ObjectMetaAccessor)
	meta, _ := accessor.GetObjectMeta().(*metav1.ObjectMeta)
	return meta
}

// NamespaceScoped says whether its objects are in namespaces.
func (r *Resource) NamespaceScoped() bool { return !r.kind.ClusterScoped }

// New makes an object of the version.
func (r *Resource) New() runtime.Object { return newOf(r.version.Object) }

// NewList makes a list of the version.
func (r *Resource) NewList() runtime.Object { return newOf(r.version.List) }

// IsStorageVersion says whether objects are stored as this version.
func (r *Resource) IsStorageVersion() bool { return r.version == r.kind.Stored() }

// NewStorageVersionObject makes an object of the stored version.
func (r *Resource) NewStorageVersionObject() runtime.Object { return newOf(r.kind.Stored().Object) }

// ConvertToStorageVersion converts the object.
func (r *Resource) ConvertToStorageVersion(stored runtime.Object) error {
	return r.version.ToStored(r.Object, stored)
}

// ConvertFromStorageVersion converts to the object.
func (r *Resource) ConvertFromStorageVersion(stored runtime.Object) error {
	return r.version.FromStored(stored, r.Object)
}
