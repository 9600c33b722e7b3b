package registry

import (
	"fmt"
	"slices"
	"strings"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/conversion"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/version"
)

// AddToScheme adds kinds: their types, defaults, conversions and field selectors.
func AddToScheme(scheme *runtime.Scheme, kinds []*Kind) error {
	// The scale subresource is of another group than its kind.
	scheme.AddKnownTypes(autoscalingv1.SchemeGroupVersion, &autoscalingv1.Scale{})
	scheme.AddKnownTypes(schema.GroupVersion{Group: autoscalingv1.GroupName, Version: runtime.APIVersionInternal}, &autoscalingv1.Scale{})
	for _, kind := range kinds {
		if err := addKind(scheme, kind); err != nil {
			return fmt.Errorf("%s: %w", kind.Resource(), err)
		}
	}
	return SetVersionPriority(scheme, kinds)
}

// SetVersionPriority puts v2 before v1 before v1beta1 before v1alpha1, as kubectl prefers them.
func SetVersionPriority(scheme *runtime.Scheme, kinds []*Kind) error {
	versions := map[string]sets.Set[string]{}
	for _, kind := range kinds {
		for _, each := range kind.Versions {
			if versions[kind.Group] == nil {
				versions[kind.Group] = sets.New[string]()
			}
			versions[kind.Group].Insert(each.Name)
		}
	}
	for group, names := range versions {
		if err := scheme.SetVersionPriority(preferredFirst(group, names.UnsortedList())...); err != nil {
			return err
		}
	}
	return nil
}

func preferredFirst(group string, names []string) []schema.GroupVersion {
	slices.SortFunc(names, func(a, b string) int { return version.CompareKubeAwareVersionStrings(b, a) })
	versions := make([]schema.GroupVersion, 0, len(names))
	for _, name := range names {
		versions = append(versions, schema.GroupVersion{Group: group, Version: name})
	}
	return versions
}

// addKind lets the types of the stored version be the internal ones too, which the other versions are converted by.
func addKind(scheme *runtime.Scheme, kind *Kind) error {
	internal := schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal}
	scheme.AddKnownTypeWithName(internal.WithKind(kind.Kind), kind.Stored().Object)
	scheme.AddKnownTypeWithName(internal.WithKind(kind.ListKind), kind.Stored().List)
	for i := range kind.Versions {
		each := &kind.Versions[i]
		gv := schema.GroupVersion{Group: kind.Group, Version: each.Name}
		scheme.AddKnownTypeWithName(gv.WithKind(kind.Kind), each.Object)
		scheme.AddKnownTypeWithName(gv.WithKind(kind.ListKind), each.List)
		metav1.AddToGroupVersion(scheme, gv)
		if err := addSelectors(scheme, kind, each); err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		if err := addConversions(scheme, kind.Stored(), each); err != nil {
			return err
		}
	}
	return nil
}

func addConversions(scheme *runtime.Scheme, stored, other *Version) error {
	pairs := []struct {
		from, to *Version
		convert  func(from, to runtime.Object) error
	}{{other, stored, other.ToStored}, {stored, other, other.FromStored}}
	for _, pair := range pairs {
		object := func(from, to any, _ conversion.Scope) error {
			return pair.convert(from.(runtime.Object), to.(runtime.Object))
		}
		list := func(from, to any, _ conversion.Scope) error {
			return convertList(from.(runtime.Object), to.(runtime.Object), pair.to, pair.convert)
		}
		if err := scheme.AddConversionFunc(pair.from.Object, pair.to.Object, object); err != nil {
			return err
		}
		if err := scheme.AddConversionFunc(pair.from.List, pair.to.List, list); err != nil {
			return err
		}
	}
	return nil
}

func convertList(from, to runtime.Object, version *Version, convert func(from, to runtime.Object) error) error {
	items, err := meta.ExtractList(from)
	if err != nil {
		return err
	}
	converted := make([]runtime.Object, 0, len(items))
	for _, item := range items {
		object := newOf(version.Object)
		if err := convert(item, object); err != nil {
			return err
		}
		converted = append(converted, object)
	}
	if err := copyListMeta(from, to); err != nil {
		return err
	}
	return meta.SetList(to, converted)
}

func copyListMeta(from, to runtime.Object) error {
	source, err := meta.ListAccessor(from)
	if err != nil {
		return err
	}
	target, err := meta.ListAccessor(to)
	if err != nil {
		return err
	}
	target.SetResourceVersion(source.GetResourceVersion())
	target.SetContinue(source.GetContinue())
	target.SetRemainingItemCount(source.GetRemainingItemCount())
	return nil
}

// addSelectors lets field selectors name what a version says, beside the name and the namespace.
func addSelectors(scheme *runtime.Scheme, kind *Kind, version *Version) error {
	known := sets.New[string]("metadata.name")
	if !kind.ClusterScoped {
		known.Insert("metadata.namespace")
	}
	for _, path := range version.SelectableFields {
		known.Insert(strings.TrimPrefix(path, "."))
	}
	return scheme.AddFieldLabelConversionFunc(kind.GroupVersionKind(version.Name), func(label, value string) (string, string, error) {
		if !known.Has(label) {
			return "", "", fmt.Errorf("field label not supported: %s", label)
		}
		return label, value, nil
	})
}

func selectableFields(kind *Kind, content map[string]any, set fields.Set) fields.Set {
	for i := range kind.Versions {
		for _, path := range kind.Versions[i].SelectableFields {
			set[strings.TrimPrefix(path, ".")] = textAt(content, path)
		}
	}
	return set
}
