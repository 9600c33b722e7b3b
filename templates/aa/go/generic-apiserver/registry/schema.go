package registry

import (
	"context"
	"encoding/json"
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/common"
)

// Schema checks and defaults objects as kube-apiserver does those of a CustomResourceDefinition with the same schema.
type Schema struct {
	Structural *structuralschema.Structural
	validator  validation.SchemaValidator
	rules      *cel.Validator
}

// NewSchema reads the schema of a version.
func NewSchema(version *Version) (*Schema, error) {
	var external apiextensionsv1.JSONSchemaProps
	if err := json.Unmarshal(version.Schema, &external); err != nil {
		return nil, fmt.Errorf("schema of %s: %w", version.Name, err)
	}
	var internal apiextensions.JSONSchemaProps
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&external, &internal, nil); err != nil {
		return nil, fmt.Errorf("schema of %s: %w", version.Name, err)
	}
	structural, err := structuralschema.NewStructural(&internal)
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", version.Name, err)
	}
	validator, _, err := validation.NewSchemaValidator(&internal)
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", version.Name, err)
	}
	return &Schema{structural, validator, cel.NewValidator(structural, true, celconfig.PerCallLimit)}, nil
}

// Default fills in what an object of the version leaves out.
func (s *Schema) Default(object runtime.Object) error {
	content, err := toUnstructured(object)
	if err != nil {
		return err
	}
	// The parts of an object are structs, which are always there: their defaults are, too.
	for name, property := range s.Structural.Properties {
		if _, found := content[name]; !found && name != "status" && property.Properties != nil && !property.XPreserveUnknownFields {
			content[name] = map[string]any{}
		}
	}
	defaulting.Default(content, s.Structural)
	return runtime.DefaultUnstructuredConverter.FromUnstructured(content, object)
}

// HasDefaults says whether there is anything to fill in.
func (s *Schema) HasDefaults() bool {
	return hasDefaults(s.Structural)
}

// Validate says what is wrong with a new object.
func (s *Schema) Validate(ctx context.Context, content map[string]any) field.ErrorList {
	errs := validation.ValidateCustomResource(nil, content, s.validator)
	errs = append(errs, objectmeta.Validate(nil, content, s.Structural, false)...)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, s.Structural, content)...)
	return append(errs, s.evaluate(ctx, errs, content, nil)...)
}

// ValidateUpdate says what is wrong with a changed object. What was wrong before and did not change may stay.
func (s *Schema) ValidateUpdate(ctx context.Context, content, old map[string]any) field.ErrorList {
	correlated := common.NewCorrelatedObject(content, old, &model.Structural{Structural: s.Structural})
	errs := validation.ValidateCustomResourceUpdate(nil, content, old, s.validator, validation.WithRatcheting(correlated))
	errs = append(errs, objectmeta.Validate(nil, content, s.Structural, false)...)
	if len(listtype.ValidateListSetsAndMaps(nil, s.Structural, old)) == 0 {
		errs = append(errs, listtype.ValidateListSetsAndMaps(nil, s.Structural, content)...)
	}
	return append(errs, s.evaluate(ctx, errs, content, old, cel.WithRatcheting(correlated))...)
}

// evaluate runs the CEL rules, which may rely on what the rest of the schema says.
func (s *Schema) evaluate(ctx context.Context, errs field.ErrorList, content, old map[string]any, options ...cel.Option) field.ErrorList {
	if s.rules == nil {
		return nil
	}
	for _, err := range errs {
		switch err.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return field.ErrorList{field.Invalid(nil, nil, "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation")}
		}
	}
	var before any
	if old != nil {
		before = old
	}
	found, _ := s.rules.Validate(ctx, nil, s.Structural, content, before, celconfig.RuntimeCELCostBudget, options...)
	return found
}

func hasDefaults(structural *structuralschema.Structural) bool {
	if structural == nil {
		return false
	}
	if structural.Default.Object != nil || hasDefaults(structural.Items) {
		return true
	}
	if more := structural.AdditionalProperties; more != nil && hasDefaults(more.Structural) {
		return true
	}
	for _, property := range structural.Properties {
		if hasDefaults(&property) {
			return true
		}
	}
	return false
}
