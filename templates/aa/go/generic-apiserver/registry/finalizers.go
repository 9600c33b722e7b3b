package registry

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

var standardFinalizers = sets.New(
	metav1.FinalizerOrphanDependents,
	metav1.FinalizerDeleteDependents,
	string(corev1.FinalizerKubernetes),
)

// finalizerWarnings tells of new finalizers whose names may be those of others.
func finalizerWarnings(object, old runtime.Object) []string {
	var warnings []string
	path := field.NewPath("metadata", "finalizers")
	for _, name := range sets.List(finalizersOf(object).Difference(finalizersOf(old))) {
		for _, problem := range validation.IsQualifiedName(name) {
			warnings = append(warnings, fmt.Sprintf("%s: %q: %s", path, name, problem))
		}
		if strings.Contains(name, "/") || standardFinalizers.Has(name) {
			continue
		}
		including := ""
		if strings.Contains(name, ".") {
			including = " including a path (/)"
		}
		warnings = append(warnings, fmt.Sprintf("%s: %q: prefer a domain-qualified finalizer name%s to avoid accidental conflicts with other finalizer writers", path, name, including))
	}
	return warnings
}

func finalizersOf(object runtime.Object) sets.Set[string] {
	if object == nil {
		return sets.New[string]()
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return sets.New[string]()
	}
	return sets.New(accessor.GetFinalizers()...)
}
