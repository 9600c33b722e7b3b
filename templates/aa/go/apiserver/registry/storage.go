package registry

import (
	"context"

	"k8s.io/apiextensions-apiserver/pkg/registry/customresource/tableconvertor"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/generic"
	genericregistry "k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/names"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// NewStorage makes what a kind is served from: by version, and by resource with its subresources. The versions share
// one store, and what they have of their own is how objects are checked and shown.
func NewStorage(kind *Kind, scheme *runtime.Scheme, getter generic.RESTOptionsGetter) (map[string]map[string]rest.Storage, error) {
	singular := schema.GroupResource{Group: kind.Group, Resource: kind.Singular}
	shared := &genericregistry.Store{
		NewFunc:                   func() runtime.Object { return newOf(kind.Stored().Object) },
		NewListFunc:               func() runtime.Object { return newOf(kind.Stored().List) },
		PredicateFunc:             predicate(kind),
		DefaultQualifiedResource:  kind.Resource(),
		SingularQualifiedResource: singular,
	}
	storages := map[string]map[string]rest.Storage{}
	var stored *Schema
	for i := range kind.Versions {
		version := &kind.Versions[i]
		checked, err := NewSchema(version)
		if err != nil {
			return nil, err
		}
		table, err := tableconvertor.New(version.Columns)
		if err != nil {
			return nil, err
		}
		if checked.HasDefaults() {
			scheme.AddTypeDefaultingFunc(version.Object, func(object any) {
				// An object that cannot be read as JSON is refused when it is validated.
				_ = checked.Default(object.(runtime.Object))
			})
		}
		if i == 0 {
			stored = checked
		}
		how := strategy{scheme, names.SimpleNameGenerator, kind, version, checked, stored}
		if i == 0 {
			shared.CreateStrategy, shared.UpdateStrategy, shared.DeleteStrategy = how, how, how
			shared.TableConvertor = table
			options := &generic.StoreOptions{RESTOptions: getter, AttrFunc: attributes(kind)}
			if err := shared.CompleteWithOptions(options); err != nil {
				return nil, err
			}
		}
		store := *shared
		store.CreateStrategy, store.UpdateStrategy, store.DeleteStrategy = how, how, how
		store.ResetFieldsStrategy = how
		store.TableConvertor = table
		storages[version.Name] = storagesOf(kind, version, &store, how)
	}
	return storages, nil
}

func storagesOf(kind *Kind, version *Version, store *genericregistry.Store, how strategy) map[string]rest.Storage {
	storages := map[string]rest.Storage{kind.Plural: &resourceStorage{store, kind}}
	if version.Status {
		status := *store
		status.UpdateStrategy = statusStrategy{how}
		status.ResetFieldsStrategy = statusStrategy{how}
		storages[kind.Plural+"/status"] = &statusStorage{&status}
	}
	if version.Scale != nil {
		storages[kind.Plural+"/scale"] = newScaleStorage(kind, version, store)
	}
	if kind.Log != nil {
		storages[kind.Plural+"/log"] = &logStorage{store, kind}
	}
	if kind.Console != nil {
		storages[kind.Plural+"/console"] = &consoleStorage{store, kind}
	}
	return storages
}

// resourceStorage has the names that a store has no room for.
type resourceStorage struct {
	*genericregistry.Store
	kind *Kind
}

func (r *resourceStorage) ShortNames() []string { return r.kind.ShortNames }
func (r *resourceStorage) Categories() []string { return r.kind.Categories }

// statusStorage lets the status alone be read and written.
type statusStorage struct {
	store *genericregistry.Store
}

var _ rest.Patcher = &statusStorage{}

func (s *statusStorage) New() runtime.Object { return s.store.New() }
func (s *statusStorage) Destroy()            {}

func (s *statusStorage) Get(ctx context.Context, name string, options *metav1.GetOptions) (runtime.Object, error) {
	return s.store.Get(ctx, name, options)
}

// Update refuses to create an object, whose status alone would be there.
func (s *statusStorage) Update(ctx context.Context, name string, objInfo rest.UpdatedObjectInfo, createValidation rest.ValidateObjectFunc, updateValidation rest.ValidateObjectUpdateFunc, _ bool, options *metav1.UpdateOptions) (runtime.Object, bool, error) {
	return s.store.Update(ctx, name, objInfo, createValidation, updateValidation, false, options)
}

func (s *statusStorage) GetResetFields() map[fieldpath.APIVersion]*fieldpath.Set {
	return s.store.GetResetFields()
}

func (s *statusStorage) ConvertToTable(ctx context.Context, object, options runtime.Object) (*metav1.Table, error) {
	return s.store.ConvertToTable(ctx, object, options)
}

func predicate(kind *Kind) func(labels.Selector, fields.Selector) storage.SelectionPredicate {
	return func(label labels.Selector, field fields.Selector) storage.SelectionPredicate {
		return storage.SelectionPredicate{Label: label, Field: field, GetAttrs: attributes(kind)}
	}
}

// attributes are what selectors choose by: labels, the name, the namespace, and the selectable fields of the kind.
func attributes(kind *Kind) storage.AttrFunc {
	selects := false
	for i := range kind.Versions {
		selects = selects || len(kind.Versions[i].SelectableFields) > 0
	}
	return func(object runtime.Object) (labels.Set, fields.Set, error) {
		accessor, err := meta.Accessor(object)
		if err != nil {
			return nil, nil, err
		}
		set := fields.Set{"metadata.name": accessor.GetName()}
		if !kind.ClusterScoped {
			set["metadata.namespace"] = accessor.GetNamespace()
		}
		if !selects {
			return accessor.GetLabels(), set, nil
		}
		content, err := contentOf(kind, kind.Stored(), object)
		if err != nil {
			return nil, nil, err
		}
		return accessor.GetLabels(), selectableFields(kind, content, set), nil
	}
}
