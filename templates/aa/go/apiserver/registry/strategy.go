package registry

import (
	"context"

	apiequality "k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/storage/names"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// strategy says how objects of one version of a kind are prepared and checked before they are stored.
type strategy struct {
	runtime.ObjectTyper
	names.NameGenerator
	kind    *Kind
	version *Version
	schema  *Schema
	// stored is the schema of the stored version, whose defaults an object has whichever version it was written in.
	stored *Schema
}

func (s strategy) NamespaceScoped() bool          { return !s.kind.ClusterScoped }
func (s strategy) AllowCreateOnUpdate() bool      { return false }
func (s strategy) AllowUnconditionalUpdate() bool { return false }
func (s strategy) Canonicalize(runtime.Object)    {}

// PrepareForCreate takes away the status, which only the subresource sets.
func (s strategy) PrepareForCreate(_ context.Context, object runtime.Object) {
	s.complete(object)
	if s.version.Status {
		s.kind.CopyStatus(object, newOf(object))
	}
	if accessor, err := meta.Accessor(object); err == nil {
		accessor.SetGeneration(1)
	}
}

// PrepareForUpdate keeps the status, and counts the generation up where more than metadata changed.
func (s strategy) PrepareForUpdate(_ context.Context, object, old runtime.Object) {
	// What cannot be converted is refused when it is validated.
	_ = keepUnspoken(s.kind, s.version, object, old)
	s.complete(object)
	if s.version.Status {
		s.kind.CopyStatus(object, old)
	}
	if s.sameButMetadata(object, old) {
		return
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return
	}
	if before, err := meta.Accessor(old); err == nil {
		accessor.SetGeneration(before.GetGeneration() + 1)
	}
}

// complete gives an object of another version the defaults of the stored one.
func (s strategy) complete(object runtime.Object) {
	if s.version.ToStored != nil && s.stored.HasDefaults() {
		// An object that cannot be read as JSON is refused when it is validated.
		_ = s.stored.Default(object)
	}
}

func (s strategy) sameButMetadata(object, old runtime.Object) bool {
	after, err := contentOf(s.kind, s.kind.Stored(), object)
	if err != nil {
		return false
	}
	before, err := contentOf(s.kind, s.kind.Stored(), old)
	if err != nil {
		return false
	}
	delete(after, "metadata")
	delete(before, "metadata")
	return apiequality.Semantic.DeepEqual(after, before)
}

func (s strategy) Validate(ctx context.Context, object runtime.Object) field.ErrorList {
	content, err := contentOf(s.kind, s.version, object)
	if err != nil {
		return field.ErrorList{field.InternalError(nil, err)}
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return field.ErrorList{field.InternalError(nil, err)}
	}
	errs := validation.ValidateObjectMetaAccessor(accessor, s.NamespaceScoped(), validation.NameIsDNSSubdomain, field.NewPath("metadata"))
	errs = append(errs, s.schema.Validate(ctx, content)...)
	errs = append(errs, validateScale(s.version.Scale, content)...)
	if s.kind.Validate != nil {
		errs = append(errs, s.kind.Validate(ctx, object, nil)...)
	}
	return errs
}

func (s strategy) ValidateUpdate(ctx context.Context, object, old runtime.Object) field.ErrorList {
	content, err := contentOf(s.kind, s.version, object)
	if err != nil {
		return field.ErrorList{field.InternalError(nil, err)}
	}
	before, err := contentOf(s.kind, s.version, old)
	if err != nil {
		return field.ErrorList{field.InternalError(nil, err)}
	}
	errs := s.schema.ValidateUpdate(ctx, content, before)
	errs = append(errs, validateScale(s.version.Scale, content)...)
	if s.kind.Validate != nil {
		errs = append(errs, s.kind.Validate(ctx, object, old)...)
	}
	return errs
}

func (s strategy) WarningsOnCreate(_ context.Context, object runtime.Object) []string {
	return finalizerWarnings(object, nil)
}

func (s strategy) WarningsOnUpdate(_ context.Context, object, old runtime.Object) []string {
	return finalizerWarnings(object, old)
}

// GetResetFields says what a client may write and does not own: managed fields leave it out.
func (s strategy) GetResetFields() map[fieldpath.APIVersion]*fieldpath.Set {
	if !s.version.Status {
		return nil
	}
	return s.fieldsOf(fieldpath.MakePathOrDie("status"))
}

func (s strategy) fieldsOf(paths ...fieldpath.Path) map[fieldpath.APIVersion]*fieldpath.Set {
	version := fieldpath.APIVersion(s.kind.GroupVersionKind(s.version.Name).GroupVersion().String())
	return map[fieldpath.APIVersion]*fieldpath.Set{version: fieldpath.NewSet(paths...)}
}

// statusStrategy is that of the status subresource, which changes nothing else.
type statusStrategy struct {
	strategy
}

// PrepareForUpdate keeps everything but the status as it was, and with it the generation.
func (s statusStrategy) PrepareForUpdate(_ context.Context, object, old runtime.Object) {
	accessor, err := meta.Accessor(object)
	if err != nil {
		return
	}
	_ = keepUnspoken(s.kind, s.version, object, old)
	managed := accessor.GetManagedFields()
	kept := old.DeepCopyObject()
	s.kind.CopyStatus(kept, object)
	assign(object, kept)
	accessor.SetManagedFields(managed)
}

func (s statusStrategy) GetResetFields() map[fieldpath.APIVersion]*fieldpath.Set {
	paths := []fieldpath.Path{fieldpath.MakePathOrDie("metadata")}
	for name := range s.schema.Structural.Properties {
		if name != "status" {
			paths = append(paths, fieldpath.MakePathOrDie(name))
		}
	}
	return s.fieldsOf(paths...)
}
