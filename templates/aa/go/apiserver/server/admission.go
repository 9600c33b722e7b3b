package server

import (
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// admissionResources are what plugins of admission read, which wait for it before they let a write pass.
var admissionResources = map[string]string{
	"MutatingAdmissionPolicy":   "mutatingadmissionpolicies",
	"ValidatingAdmissionPolicy": "validatingadmissionpolicies",
}

// disableUnservedAdmission does without policies that an older kube-apiserver does not have.
func (o *Options) disableUnservedAdmission() error {
	if o.Recommended.Admission == nil {
		return nil
	}
	// With a file name it reads that file, else what a pod has.
	config, err := clientcmd.BuildConfigFromFlags("", o.Recommended.CoreAPI.CoreAPIKubeconfigPath)
	if err != nil {
		return err
	}
	served, err := servedAdmission(config)
	if err != nil {
		return err
	}
	for plugin, resource := range admissionResources {
		if !served[resource] {
			o.Recommended.Admission.DisablePlugins = append(o.Recommended.Admission.DisablePlugins, plugin)
		}
	}
	return nil
}

func servedAdmission(config *rest.Config) (map[string]bool, error) {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	list, err := client.ServerResourcesForGroupVersion("admissionregistration.k8s.io/v1")
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("which admission policies kube-apiserver has: %w", err)
	}
	served := map[string]bool{}
	for _, resource := range list.APIResources {
		served[resource.Name] = true
	}
	return served, nil
}
