// Package schema does with objects what the structural schemas of CustomResourceDefinitions say: default, prune,
// validate.
package schema

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	openapierrors "k8s.io/kube-openapi/pkg/validation/errors"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
)

// Schema is the structural schema of a kind.
type Schema struct {
	*spec.Schema
	validator *validate.SchemaValidator
}

// MustParse reads a schema in JSON; it panics where it is none, since schemas are part of the program.
func MustParse(data []byte) *Schema {
	parsed, strict := &spec.Schema{}, &spec.Schema{}
	if err := errors.Join(json.Unmarshal(data, parsed), json.Unmarshal(data, strict)); err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	Each(parsed, func(s *spec.Schema) { s.Default = exact(s.Default) })
	Each(strict, func(s *spec.Schema) {
		for i := range s.Enum {
			s.Enum[i] = exact(s.Enum[i])
		}
		if is(s, "int-or-string") {
			s.Type = spec.StringOrArray{"integer", "string"}
		}
		if s.Extensions["x-kubernetes-validations"] != nil {
			panic("schema: x-kubernetes-validations need CEL, which this server has not")
		}
	})
	return &Schema{Schema: parsed, validator: validate.NewSchemaValidator(strict, nil, "", strfmt.Default)}
}

// Each changes each schema in a schema, then itself.
func Each(s *spec.Schema, change func(*spec.Schema)) {
	if s == nil {
		return
	}
	for name, property := range s.Properties {
		Each(&property, change)
		s.Properties[name] = property
	}
	for _, schemas := range [][]spec.Schema{s.AllOf, s.AnyOf, s.OneOf} {
		for i := range schemas {
			Each(&schemas[i], change)
		}
	}
	Each(s.Not, change)
	if s.Items != nil {
		Each(s.Items.Schema, change)
	}
	if s.AdditionalProperties != nil {
		Each(s.AdditionalProperties.Schema, change)
	}
	change(s)
}

// exact copies a value; numbers become int64 where they are whole, as those of objects are.
func exact(value any) (out any) {
	data, err := json.Marshal(value)
	if err == nil {
		err = utiljson.Unmarshal(data, &out)
	}
	if err != nil {
		return value
	}
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
		if s.Items == nil || s.Items.Schema == nil {
			return
		}
		for i, each := range value {
			walk(s.Items.Schema, each, path.Index(i), visit)
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

// Prune removes what the schema does not know, and gives the paths of it.
func (s *Schema) Prune(object map[string]any) (unknown []string) {
	walk(s.Schema, object, nil, func(s *spec.Schema, value any, path *field.Path) {
		members, _ := value.(map[string]any)
		if is(s, "preserve-unknown-fields") || (s.AdditionalProperties != nil && s.AdditionalProperties.Allows) {
			return
		}
		for name := range members {
			if property(s, name) == nil && !isOfObjects(s, name, path) {
				delete(members, name)
				unknown = append(unknown, path.Child(name).String())
			}
		}
	})
	slices.Sort(unknown)
	return unknown
}

// Validate gives every problem of an object, in the words of the API server.
func (s *Schema) Validate(object map[string]any) (problems field.ErrorList) {
	for _, err := range s.validator.Validate(object).Errors {
		problems = append(problems, fieldError(err))
	}
	walk(s.Schema, object, nil, func(s *spec.Schema, value any, path *field.Path) {
		problems = append(problems, twice(s, value, path)...)
	})
	return problems
}

// fieldError is what apiextensions-apiserver makes of an error of the validator.
func fieldError(err error) *field.Error {
	problem, ok := err.(*openapierrors.Validation)
	if !ok {
		return field.Invalid(nil, "", err.Error())
	}
	var path *field.Path
	if name := strings.TrimPrefix(problem.Name, "."); name != "" {
		path = field.NewPath(name)
	}
	value, limit := problem.Value, -1
	if value == nil {
		value = ""
	}
	if valid, ok := problem.Valid.(int64); ok {
		limit = int(valid)
	}
	switch problem.Code() {
	case openapierrors.RequiredFailCode:
		return field.Required(path, "")
	case openapierrors.EnumFailCode:
		var allowed []string
		for _, each := range problem.Values {
			allowed = append(allowed, fmt.Sprint(each))
		}
		return field.NotSupported(path, value, allowed)
	case openapierrors.TooLongFailCode:
		return field.TooLong(path, "", limit)
	case openapierrors.MaxItemsFailCode, openapierrors.TooManyPropertiesCode:
		actual, _ := problem.Value.(int64)
		return field.TooMany(path, int(actual), limit)
	case openapierrors.InvalidTypeCode:
		return field.TypeInvalid(path, value, problem.Error())
	}
	return field.Invalid(path, value, problem.Error())
}

// twice is what the validator does not look at: items of a set or a map that are there twice.
func twice(s *spec.Schema, value any, path *field.Path) (problems field.ErrorList) {
	items, _ := value.([]any)
	listType, _ := s.Extensions.GetString("x-kubernetes-list-type")
	keys, _ := s.Extensions.GetStringSlice("x-kubernetes-list-map-keys")
	if listType != "set" && listType != "map" {
		return nil
	}
	seen := map[string]bool{}
	for i, each := range items {
		identity := each
		if object, ok := each.(map[string]any); ok && listType == "map" {
			of := maps.Clone(object)
			maps.DeleteFunc(of, func(name string, _ any) bool { return !slices.Contains(keys, name) })
			identity = of
		}
		text, _ := json.Marshal(identity)
		if seen[string(text)] {
			problems = append(problems, field.Duplicate(path.Index(i), identity))
		}
		seen[string(text)] = true
	}
	return problems
}
