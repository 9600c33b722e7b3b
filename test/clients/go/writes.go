package main

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/scale"
)

// writes are applied by two managers, patched, scaled and lost to whoever was first.
func writes(ctx context.Context, config *rest.Config, namespace string) error {
	objects := dynamic.NewForConfigOrDie(config).Resource(widgets).Namespace(namespace)
	if _, err := objects.Apply(ctx, "w", widget(namespace, "w", 1), metav1.ApplyOptions{FieldManager: "one"}); err != nil {
		return err
	}
	_, err := objects.Apply(ctx, "w", widget(namespace, "w", 2), metav1.ApplyOptions{FieldManager: "two"})
	if !apierrors.IsConflict(err) {
		return fmt.Errorf("two managers own one field: %v", err)
	}
	forced, err := objects.Apply(ctx, "w", widget(namespace, "w", 2), metav1.ApplyOptions{FieldManager: "two", Force: true})
	if err != nil {
		return err
	}
	if _, err := objects.Patch(ctx, "w", types.MergePatchType, []byte(`{"spec":{"note":"x"}}`), metav1.PatchOptions{}); err != nil {
		return err
	}
	if _, err := objects.Update(ctx, forced, metav1.UpdateOptions{}); !apierrors.IsConflict(err) {
		return fmt.Errorf("an update of what has changed: %v", err)
	}
	if _, err := objects.Create(ctx, widget(namespace, "w", 1), metav1.CreateOptions{}); !apierrors.IsAlreadyExists(err) {
		return fmt.Errorf("it is made twice: %v", err)
	}
	if _, err := objects.Create(ctx, widget(namespace, "large", 99), metav1.CreateOptions{}); !apierrors.IsInvalid(err) {
		return fmt.Errorf("it is too large: %v", err)
	}
	if err := scaled(ctx, config, namespace, objects); err != nil {
		return err
	}
	if err := objects.Delete(ctx, "w", metav1.DeleteOptions{}); err != nil {
		return err
	}
	if _, err := objects.Get(ctx, "w", metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		return fmt.Errorf("it is deleted: %v", err)
	}
	return nil
}

func scaled(ctx context.Context, config *rest.Config, namespace string, objects dynamic.ResourceInterface) error {
	found := discovery.NewDiscoveryClientForConfigOrDie(config)
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(found))
	client, err := scale.NewForConfig(config, mapper, dynamic.LegacyAPIPathResolverFunc, scale.NewDiscoveryScaleKindResolver(found))
	if err != nil {
		return err
	}
	scales := client.Scales(namespace)
	current, err := scales.Get(ctx, widgets.GroupResource(), "w", metav1.GetOptions{})
	if err != nil {
		return err
	}
	current.Spec.Replicas = 4
	if _, err := scales.Update(ctx, widgets.GroupResource(), current, metav1.UpdateOptions{}); err != nil {
		return err
	}
	object, err := objects.Get(ctx, "w", metav1.GetOptions{})
	if err != nil {
		return err
	}
	if replicas, _, err := unstructured.NestedInt64(object.Object, "spec", "replicas"); err != nil || replicas != 4 {
		return fmt.Errorf("the scale is %d: %v", replicas, err)
	}
	return nil
}
