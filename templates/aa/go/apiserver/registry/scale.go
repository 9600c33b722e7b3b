package registry

import (
	"context"
	"fmt"
	"math"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apimachinery/pkg/util/validation/field"
	genericregistry "k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// unset stands for replicas that an object has not; a patch that leaves it there wrote none.
const unset = math.MinInt32

// scaleStorage lets objects be read and written as a Scale of autoscaling/v1.
type scaleStorage struct {
	store   *genericregistry.Store
	kind    *Kind
	version *Version
	owned   managedfields.ResourcePathMappings
}

var _ rest.Patcher = &scaleStorage{}
var _ rest.GroupVersionKindProvider = &scaleStorage{}

func newScaleStorage(kind *Kind, version *Version, store *genericregistry.Store) *scaleStorage {
	owned := managedfields.ResourcePathMappings{}
	for i := range kind.Versions {
		if each := &kind.Versions[i]; each.Scale != nil {
			path := fieldpath.Path{}
			for _, step := range steps(each.Scale.SpecReplicasPath) {
				path = append(path, fieldpath.PathElement{FieldName: &step})
			}
			owned[kind.GroupVersionKind(each.Name).GroupVersion().String()] = path
		}
	}
	return &scaleStorage{store, kind, version, owned}
}

func (s *scaleStorage) New() runtime.Object { return &autoscalingv1.Scale{} }
func (s *scaleStorage) Destroy()            {}

func (s *scaleStorage) GroupVersionKind(schema.GroupVersion) schema.GroupVersionKind {
	return autoscalingv1.SchemeGroupVersion.WithKind("Scale")
}

func (s *scaleStorage) Get(ctx context.Context, name string, options *metav1.GetOptions) (runtime.Object, error) {
	object, err := s.store.Get(ctx, name, options)
	if err != nil {
		return nil, err
	}
	scale, found, err := s.scaleOf(object)
	if err == nil && !found {
		err = apierrors.NewInternalError(fmt.Errorf("the spec replicas field %q does not exist", s.version.Scale.SpecReplicasPath))
	}
	return scale, err
}

func (s *scaleStorage) Update(ctx context.Context, name string, objInfo rest.UpdatedObjectInfo, createValidation rest.ValidateObjectFunc, updateValidation rest.ValidateObjectUpdateFunc, _ bool, options *metav1.UpdateOptions) (runtime.Object, bool, error) {
	create := func(ctx context.Context, object runtime.Object) error {
		scale, _, err := s.scaleOf(object)
		if err != nil {
			return err
		}
		return createValidation(ctx, scale)
	}
	update := func(ctx context.Context, object, old runtime.Object) error {
		scale, _, err := s.scaleOf(object)
		if err != nil {
			return err
		}
		before, _, err := s.scaleOf(old)
		if err != nil {
			return err
		}
		return updateValidation(ctx, scale, before)
	}
	object, _, err := s.store.Update(ctx, name, &scaledObject{s, objInfo}, create, update, false, options)
	if err != nil {
		return nil, false, err
	}
	scale, _, err := s.scaleOf(object)
	return scale, false, err
}

func (s *scaleStorage) ConvertToTable(ctx context.Context, object, options runtime.Object) (*metav1.Table, error) {
	return s.store.ConvertToTable(ctx, object, options)
}

// scaleOf says besides whether the object has replicas at all.
func (s *scaleStorage) scaleOf(object runtime.Object) (*autoscalingv1.Scale, bool, error) {
	content, err := contentOf(s.kind, s.version, object)
	if err != nil {
		return nil, false, err
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil, false, err
	}
	paths := s.version.Scale
	wanted, found, err := unstructured.NestedInt64(content, steps(paths.SpecReplicasPath)...)
	if err != nil {
		return nil, false, apierrors.NewBadRequest(err.Error())
	}
	there, _, err := unstructured.NestedInt64(content, steps(paths.StatusReplicasPath)...)
	if err != nil {
		return nil, false, apierrors.NewBadRequest(err.Error())
	}
	selector := ""
	if paths.LabelSelectorPath != "" {
		selector, _, err = unstructured.NestedString(content, steps(paths.LabelSelectorPath)...)
		if err != nil {
			return nil, false, apierrors.NewBadRequest(err.Error())
		}
	}
	return &autoscalingv1.Scale{
		TypeMeta: metav1.TypeMeta{APIVersion: "autoscaling/v1", Kind: "Scale"},
		ObjectMeta: metav1.ObjectMeta{
			Name:              accessor.GetName(),
			Namespace:         accessor.GetNamespace(),
			UID:               accessor.GetUID(),
			ResourceVersion:   accessor.GetResourceVersion(),
			CreationTimestamp: accessor.GetCreationTimestamp(),
		},
		Spec:   autoscalingv1.ScaleSpec{Replicas: int32(wanted)},
		Status: autoscalingv1.ScaleStatus{Replicas: int32(there), Selector: selector},
	}, found, nil
}

// scaledObject makes of a changed Scale the changed object.
type scaledObject struct {
	storage *scaleStorage
	scale   rest.UpdatedObjectInfo
}

func (s *scaledObject) Preconditions() *metav1.Preconditions { return s.scale.Preconditions() }

func (s *scaledObject) UpdatedObject(ctx context.Context, old runtime.Object) (runtime.Object, error) {
	kind, version := s.storage.kind, s.storage.version
	accessor, err := meta.Accessor(old)
	if err != nil {
		return nil, err
	}
	groupVersion := kind.GroupVersionKind(version.Name).GroupVersion()
	managed := managedfields.NewScaleHandler(accessor.GetManagedFields(), groupVersion, s.storage.owned)
	scale, err := s.updatedScale(ctx, old, managed)
	if err != nil {
		return nil, err
	}
	content, err := contentOf(kind, version, old)
	if err != nil {
		return nil, err
	}
	if err := unstructured.SetNestedField(content, int64(scale.Spec.Replicas), steps(version.Scale.SpecReplicasPath)...); err != nil {
		return nil, err
	}
	object, err := storedOf(kind, version, content)
	if err != nil {
		return nil, err
	}
	changed, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	if scale.ResourceVersion != "" {
		changed.SetResourceVersion(scale.ResourceVersion)
	}
	entries, err := managed.ToParent(scale.ManagedFields)
	if err != nil {
		return nil, err
	}
	changed.SetManagedFields(entries)
	return object, nil
}

func (s *scaledObject) updatedScale(ctx context.Context, old runtime.Object, managed *managedfields.ScaleHandler) (*autoscalingv1.Scale, error) {
	before, found, err := s.storage.scaleOf(old)
	if err != nil {
		return nil, err
	}
	if !found {
		before.Spec.Replicas = unset
	}
	if before.ManagedFields, err = managed.ToSubresource(); err != nil {
		return nil, err
	}
	updated, err := s.scale.UpdatedObject(ctx, before)
	if err != nil {
		return nil, err
	}
	scale, isScale := updated.(*autoscalingv1.Scale)
	if !isScale {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("wrong object passed to Scale update: %v", updated))
	}
	if scale.Spec.Replicas == unset {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("the spec replicas field %q cannot be empty", s.storage.version.Scale.SpecReplicasPath))
	}
	return scale, nil
}

// validateScale holds replicas to what a Scale can say.
func validateScale(scale *Scale, content map[string]any) field.ErrorList {
	if scale == nil {
		return nil
	}
	var errs field.ErrorList
	for _, path := range []string{scale.SpecReplicasPath, scale.StatusReplicasPath} {
		replicas, _, err := unstructured.NestedInt64(content, steps(path)...)
		switch {
		case err != nil:
			errs = append(errs, field.Invalid(field.NewPath(path), replicas, err.Error()))
		case replicas < 0:
			errs = append(errs, field.Invalid(field.NewPath(path), replicas, "should be a non-negative integer"))
		case replicas > math.MaxInt32:
			errs = append(errs, field.Invalid(field.NewPath(path), replicas, fmt.Sprintf("should be less than or equal to %v", math.MaxInt32)))
		}
	}
	return errs
}
