package registry

import "k8s.io/apimachinery/pkg/runtime"

// keepUnspoken keeps in a changed object what the old one has and the version of the change has no field for: a
// client of an older version takes nothing away that it does not know. Lists are taken as they are.
func keepUnspoken(kind *Kind, version *Version, object, old runtime.Object) error {
	if version.FromStored == nil {
		return nil
	}
	before, err := contentOf(kind, kind.Stored(), old)
	if err != nil {
		return err
	}
	spoken, err := contentOf(kind, version, old)
	if err != nil {
		return err
	}
	back, err := storedOf(kind, version, spoken)
	if err != nil {
		return err
	}
	known, err := contentOf(kind, kind.Stored(), back)
	if err != nil {
		return err
	}
	after, err := contentOf(kind, kind.Stored(), object)
	if err != nil {
		return err
	}
	delete(before, "metadata")
	if !addMissing(after, before, known) {
		return nil
	}
	delete(after, "apiVersion")
	delete(after, "kind")
	kept := newOf(object)
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(after, kept); err != nil {
		return err
	}
	assign(object, kept)
	return nil
}

// addMissing says whether it added anything.
func addMissing(after, before, known map[string]any) bool {
	added := false
	for name, value := range before {
		knownValue, isKnown := known[name]
		afterValue, isThere := after[name]
		if !isKnown {
			if !isThere {
				after[name] = value
				added = true
			}
			continue
		}
		valueMap, isMap := value.(map[string]any)
		knownMap, knownIsMap := knownValue.(map[string]any)
		afterMap, afterIsMap := afterValue.(map[string]any)
		if isMap && knownIsMap && afterIsMap && addMissing(afterMap, valueMap, knownMap) {
			added = true
		}
	}
	return added
}
