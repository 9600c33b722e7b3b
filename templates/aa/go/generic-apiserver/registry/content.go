package registry

import (
	"fmt"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// contentOf is an object of the stored version as JSON of another version has it.
func contentOf(kind *Kind, version *Version, object runtime.Object) (map[string]any, error) {
	if version.FromStored != nil {
		versioned := newOf(version.Object)
		if err := version.FromStored(object, versioned); err != nil {
			return nil, err
		}
		object = versioned
	}
	content, err := toUnstructured(object)
	if err != nil {
		return nil, err
	}
	content["apiVersion"] = kind.Group + "/" + version.Name
	content["kind"] = kind.Kind
	return content, nil
}

// storedOf is the way back: JSON of a version as an object of the stored version.
func storedOf(kind *Kind, version *Version, content map[string]any) (runtime.Object, error) {
	versioned := newOf(version.Object)
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(content, versioned); err != nil {
		return nil, err
	}
	if version.ToStored == nil {
		return versioned, nil
	}
	stored := newOf(kind.Stored().Object)
	return stored, version.ToStored(versioned, stored)
}

func newOf(prototype runtime.Object) runtime.Object {
	return reflect.New(reflect.TypeOf(prototype).Elem()).Interface().(runtime.Object)
}

// assign makes an object what another one of its type is.
func assign(to, from runtime.Object) {
	reflect.ValueOf(to).Elem().Set(reflect.ValueOf(from).Elem())
}

func textAt(content map[string]any, path string) string {
	value, found, err := unstructured.NestedFieldNoCopy(content, steps(path)...)
	if err != nil || !found || value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// steps takes a path as a CustomResourceDefinition has it apart: .spec.replicas
func steps(path string) []string {
	return strings.Split(strings.TrimPrefix(path, "."), ".")
}

// ConvertFields takes over the fields that two versions name alike.
func ConvertFields(from, to runtime.Object) error {
	content, err := toUnstructured(from)
	if err != nil {
		return err
	}
	delete(content, "apiVersion")
	delete(content, "kind")
	return runtime.DefaultUnstructuredConverter.FromUnstructured(content, to)
}
