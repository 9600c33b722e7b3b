// Package api says what a kind is, and does with its objects what the structural schemas of CustomResourceDefinitions
// say: default, prune, validate.
package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	openapierrors "k8s.io/kube-openapi/pkg/validation/errors"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
)

// Kind is one version of a kind: what a file of kinds/ tells the server of it.
type Kind struct {
	Group, Version, Kind, ListKind string
	Plural, Singular               string
	ShortNames, Categories         []string
	Namespaced                     bool
	// StorageVersion is the version in which objects are stored; this one where it is empty.
	StorageVersion string
	Deprecated     string
	// Status says whether .status is written at the subresource alone.
	Status bool
	Scale  *Scale
	// SelectableFields are paths that field selectors may name, such as .spec.colour.
	SelectableFields []string
	// Columns are what kubectl get prints after the name.
	Columns  []Column
	Schema   *Schema
	Validate Validation
}

type Scale struct {
	SpecReplicasPath, StatusReplicasPath, LabelSelectorPath string
}

// Column is one that kubectl get prints; Priority above 0 shows it with -o wide alone.
type Column struct {
	Name, Type, Format, Description, JSONPath string
	Priority                                  int32
}

func (k *Kind) GroupVersion() string { return k.Group + "/" + k.Version }

func (k *Kind) GroupVersionKind() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: k.Group, Version: k.Version, Kind: k.Kind}
}

func (k *Kind) GroupResource() schema.GroupResource {
	return schema.GroupResource{Group: k.Group, Resource: k.Plural}
}

// Validation gives the problems of an object; old is nil for a new one.
type Validation func(object, old *unstructured.Unstructured) field.ErrorList

// Validating makes a Validation of a function on the struct of the kind.
func Validating[T any](check func(object, old *T) field.ErrorList) Validation {
	return func(object, old *unstructured.Unstructured) field.ErrorList {
		typed, err := typedOf[T](object)
		before, oldErr := typedOf[T](old)
		if err = errors.Join(err, oldErr); err != nil {
			return field.ErrorList{field.Invalid(nil, object.GetName(), err.Error())}
		}
		return check(typed, before)
	}
}

func typedOf[T any](object *unstructured.Unstructured) (typed *T, err error) {
	if object == nil {
		return nil, nil
	}
	data, err := json.Marshal(object.Object)
	err = errors.Join(err, json.Unmarshal(data, &typed))
	return typed, err
}

func Fields(path string) []string { return strings.Split(strings.TrimPrefix(path, "."), ".") }

type Schema struct {
	*spec.Schema
	validator *validate.SchemaValidator
}

// MustParse reads a schema in JSON; it panics where it is none, since schemas are part of the program.
func MustParse(data []byte) *Schema {
	parsed := &spec.Schema{}
	if err := json.Unmarshal(data, parsed); err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	Each(parsed, func(s *spec.Schema) {
		s.Default = exact(s.Default)
		for i := range s.Enum {
			s.Enum[i] = exact(s.Enum[i])
		}
		if is(s, "int-or-string") && s.AnyOf == nil {
			s.AnyOf = []spec.Schema{*spec.Int64Property(), *spec.StringProperty()}
		}
		s.UniqueItems = s.Extensions["x-kubernetes-list-type"] == "set"
		if s.Extensions["x-kubernetes-validations"] != nil {
			panic("schema: x-kubernetes-validations need CEL, which this server has not")
		}
	})
	return &Schema{Schema: parsed, validator: validate.NewSchemaValidator(parsed, nil, "", strfmt.Default)}
}

// Each changes each schema in a schema, then itself.
func Each(s *spec.Schema, change func(*spec.Schema)) {
	for name, property := range s.Properties {
		Each(&property, change)
		s.Properties[name] = property
	}
	for _, schemas := range [][]spec.Schema{s.AllOf, s.AnyOf, s.OneOf} {
		for i := range schemas {
			Each(&schemas[i], change)
		}
	}
	if s.Not != nil {
		Each(s.Not, change)
	}
	if s.Items != nil {
		Each(s.Items.Schema, change)
	}
	if s.AdditionalProperties != nil && s.AdditionalProperties.Schema != nil {
		Each(s.AdditionalProperties.Schema, change)
	}
	change(s)
}

// exact copies a value; numbers become int64 where they are whole, as those of objects are.
func exact(value any) (out any) {
	data, _ := json.Marshal(value)
	_ = utiljson.Unmarshal(data, &out)
	return out
}

func is(s *spec.Schema, name string) bool {
	value, _ := s.Extensions.GetBool("x-kubernetes-" + name)
	return value
}

// property is the schema of a member of an object; nil where there is none.
func property(s *spec.Schema, name string) *spec.Schema {
	if known, found := s.Properties[name]; found {
		return &known
	}
	if s.AdditionalProperties != nil {
		return s.AdditionalProperties.Schema
	}
	return nil
}

// isOfObjects says whether a member is one that whole objects have, whatever their schema says.
func isOfObjects(s *spec.Schema, name string, path *field.Path) bool {
	return (path == nil || is(s, "embedded-resource")) && slices.Contains([]string{"apiVersion", "kind", "metadata"}, name)
}

// walk visits what a schema knows of a value at every depth, the outer first.
func walk(s *spec.Schema, value any, path *field.Path, visit func(s *spec.Schema, value any, path *field.Path)) {
	visit(s, value, path)
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if known := property(s, name); known != nil && !isOfObjects(s, name, path) {
				walk(known, value[name], path.Child(name), visit)
			}
		}
	case []any:
		for i, each := range value {
			if s.Items != nil {
				walk(s.Items.Schema, each, path.Index(i), visit)
			}
		}
	}
}

// ApplyDefaults fills in what is missing, and what is null where null is no value.
func (s *Schema) ApplyDefaults(object map[string]any) {
	walk(s.Schema, object, nil, func(s *spec.Schema, value any, _ *field.Path) {
		members, _ := value.(map[string]any)
		for name, each := range s.Properties {
			given, found := members[name]
			isNull := found && given == nil && !each.Nullable
			if each.Default != nil && members != nil && (!found || isNull) {
				members[name] = runtime.DeepCopyJSONValue(each.Default)
			} else if isNull && len(each.Type) > 0 {
				delete(members, name)
			}
		}
	})
}

// Prune removes what the schema does not know, and says so.
func (s *Schema) Prune(object map[string]any) (unknown []string) {
	walk(s.Schema, object, nil, func(s *spec.Schema, value any, path *field.Path) {
		members, _ := value.(map[string]any)
		isOpen := is(s, "preserve-unknown-fields") || (s.AdditionalProperties != nil && s.AdditionalProperties.Allows)
		for _, name := range slices.Sorted(maps.Keys(members)) {
			if !isOpen && property(s, name) == nil && !isOfObjects(s, name, path) {
				delete(members, name)
				unknown = append(unknown, fmt.Sprintf("unknown field %q", path.Child(name)))
			}
		}
	})
	return unknown
}

func (s *Schema) Validate(object map[string]any) (problems field.ErrorList) {
	for _, err := range s.validator.Validate(object).Errors {
		next := field.Invalid(nil, "", err.Error())
		if problem, isOne := err.(*openapierrors.Validation); isOne {
			next = field.Invalid(nil, problem.Value, problem.Error())
			switch problem.Code() {
			case openapierrors.RequiredFailCode:
				next = field.Required(nil, "")
			case openapierrors.EnumFailCode:
				var texts []string
				for _, each := range problem.Values {
					texts = append(texts, fmt.Sprint(each))
				}
				next = field.NotSupported(nil, problem.Value, texts)
			}
			next.Field = strings.TrimPrefix(problem.Name, ".")
		}
		problems = append(problems, next)
	}
	// What the validator does not look at: items whose keys are there twice.
	walk(s.Schema, object, nil, func(s *spec.Schema, value any, path *field.Path) {
		list, _ := value.([]any)
		keys, _ := s.Extensions.GetStringSlice("x-kubernetes-list-map-keys")
		seen := map[string]bool{}
		for i, each := range list {
			identity, _ := runtime.DeepCopyJSONValue(each).(map[string]any)
			maps.DeleteFunc(identity, func(name string, _ any) bool { return !slices.Contains(keys, name) })
			text := fmt.Sprintf("%#v", identity)
			if keys != nil && seen[text] {
				problems = append(problems, field.Duplicate(path.Index(i), identity))
			}
			seen[text] = true
		}
	})
	return problems
}
