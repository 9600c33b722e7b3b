// Package schema does with objects what the structural schemas of CustomResourceDefinitions say: default, prune,
// validate.
package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	openapierrors "k8s.io/kube-openapi/pkg/validation/errors"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
)

const extension = "x-kubernetes-"

// Schema is the structural schema of a kind.
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
	exactSchema := Map(*parsed, func(s *spec.Schema) {
		for i := range s.Enum {
			s.Enum[i] = exact(s.Enum[i])
		}
		if is(s, "int-or-string") {
			s.Type = spec.StringOrArray{"integer", "string"}
		}
		if s.Extensions[extension+"validations"] != nil {
			panic("schema: x-kubernetes-validations need CEL, which this server has not")
		}
	})
	return &Schema{Schema: parsed, validator: validate.NewSchemaValidator(&exactSchema, nil, "", strfmt.Default)}
}

// Map copies a schema and changes each schema in it, the inner ones first.
func Map(s spec.Schema, change func(*spec.Schema)) spec.Schema {
	inner := func(s *spec.Schema) *spec.Schema {
		if s == nil {
			return nil
		}
		out := Map(*s, change)
		return &out
	}
	each := func(schemas []spec.Schema) []spec.Schema {
		out := slices.Clone(schemas)
		for i := range out {
			out[i] = Map(out[i], change)
		}
		return out
	}
	s.Properties = maps.Clone(s.Properties)
	for name, property := range s.Properties {
		s.Properties[name] = Map(property, change)
	}
	if s.Items != nil {
		s.Items = &spec.SchemaOrArray{Schema: inner(s.Items.Schema)}
	}
	if s.AdditionalProperties != nil {
		s.AdditionalProperties = &spec.SchemaOrBool{
			Allows: s.AdditionalProperties.Allows, Schema: inner(s.AdditionalProperties.Schema),
		}
	}
	s.AllOf, s.AnyOf, s.OneOf, s.Not = each(s.AllOf), each(s.AnyOf), each(s.OneOf), inner(s.Not)
	s.Enum, s.Extensions = slices.Clone(s.Enum), maps.Clone(s.Extensions)
	change(&s)
	return s
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
	value, _ := s.Extensions.GetBool(extension + name)
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

func items(s *spec.Schema) *spec.Schema {
	if s.Items == nil || s.Items.Schema == nil {
		return &spec.Schema{}
	}
	return s.Items.Schema
}

// ApplyDefaults fills in what is missing, and what is null where null is no value, at every depth.
func (s *Schema) ApplyDefaults(object map[string]any) { applyDefaults(s.Schema, object) }

func applyDefaults(s *spec.Schema, value any) {
	switch value := value.(type) {
	case map[string]any:
		for name, each := range s.Properties {
			given, found := value[name]
			if each.Default != nil && (!found || (given == nil && !each.Nullable)) {
				value[name] = exact(each.Default)
			} else if found && given == nil && !each.Nullable && len(each.Type) > 0 {
				delete(value, name)
			}
		}
		for name, each := range value {
			if known := property(s, name); known != nil {
				applyDefaults(known, each)
			}
		}
	case []any:
		for _, each := range value {
			applyDefaults(items(s), each)
		}
	}
}

var ofObjects = []string{"apiVersion", "kind", "metadata"}

// Prune removes what the schema does not know, and gives the paths of it.
func (s *Schema) Prune(object map[string]any) []string { return prune(s.Schema, object, "", true) }

func prune(s *spec.Schema, value any, path string, isObject bool) []string {
	var unknown []string
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			below := strings.TrimPrefix(path+"."+name, ".")
			known := property(s, name)
			isOpen := is(s, "preserve-unknown-fields") || (s.AdditionalProperties != nil && s.AdditionalProperties.Allows)
			switch {
			case isObject && slices.Contains(ofObjects, name):
			case known != nil:
				unknown = append(unknown, prune(known, value[name], below, is(known, "embedded-resource"))...)
			case !isOpen:
				delete(value, name)
				unknown = append(unknown, below)
			}
		}
	case []any:
		for i, each := range value {
			unknown = append(unknown, prune(items(s), each, fmt.Sprintf("%s[%d]", path, i), is(items(s), "embedded-resource"))...)
		}
	}
	return unknown
}

// Validate gives every problem of an object, in the words of the API server.
func (s *Schema) Validate(object map[string]any) field.ErrorList {
	var problems field.ErrorList
	for _, err := range s.validator.Validate(object).Errors {
		problems = append(problems, fieldError(err))
	}
	return append(problems, twice(s.Schema, object, nil)...)
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
			text, isText := each.(string)
			if !isText {
				data, _ := json.Marshal(each)
				text = string(data)
			}
			allowed = append(allowed, text)
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

// twice is what the validator does not look at: items of sets and maps that are there twice.
func twice(s *spec.Schema, value any, path *field.Path) field.ErrorList {
	var problems field.ErrorList
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if known := property(s, name); known != nil {
				problems = append(problems, twice(known, value[name], path.Child(name))...)
			}
		}
	case []any:
		listType, _ := s.Extensions.GetString(extension + "list-type")
		keys, _ := s.Extensions.GetStringSlice(extension + "list-map-keys")
		seen := map[string]bool{}
		for i, each := range value {
			identity := each
			if object, ok := each.(map[string]any); ok && listType == "map" {
				of := map[string]any{}
				for _, key := range keys {
					if own, found := object[key]; found {
						of[key] = own
					}
				}
				identity = of
			}
			text, _ := json.Marshal(identity)
			if (listType == "set" || listType == "map") && seen[string(text)] {
				problems = append(problems, field.Duplicate(path.Index(i), identity))
			}
			seen[string(text)] = true
			problems = append(problems, twice(items(s), each, path.Index(i))...)
		}
	}
	return problems
}
