package main

import (
	"context"
	"fmt"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/metadata/metadatainformer"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

// seen counts what an informer tells, by the name of the object.
type seen struct {
	sync.Mutex
	counts map[string]int
}

func (s *seen) handler() cache.ResourceEventHandlerFuncs {
	note := func(what string, object any) {
		if gone, ok := object.(cache.DeletedFinalStateUnknown); ok {
			object = gone.Obj
		}
		s.Lock()
		defer s.Unlock()
		s.counts[what+" "+object.(metav1.Object).GetName()]++
	}
	return cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { note("added", object) },
		UpdateFunc: func(_, object any) { note("updated", object) },
		DeleteFunc: func(object any) { note("deleted", object) },
	}
}

func (s *seen) has(what string) func() (bool, error) {
	return func() (bool, error) {
		s.Lock()
		defer s.Unlock()
		return s.counts[what] > 0, nil
	}
}

// informers are told of an object that was there before them, of its changes, and of its end.
func informers(ctx context.Context, config *rest.Config, namespace string) error {
	client := dynamic.NewForConfigOrDie(config)
	objects := client.Resource(widgets).Namespace(namespace)
	if _, err := objects.Create(ctx, widget(namespace, "before", 1), metav1.CreateOptions{}); err != nil {
		return err
	}
	factory := dynamicinformer.NewFilteredDynamicSharedInformerFactory(client, 0, namespace, nil)
	told := &seen{counts: map[string]int{}}
	informer := factory.ForResource(widgets).Informer()
	if _, err := informer.AddEventHandler(told.handler()); err != nil {
		return err
	}
	inner, cancel := context.WithCancel(ctx)
	defer factory.Shutdown()
	defer cancel()
	factory.Start(inner.Done())
	if synced := factory.WaitForCacheSync(inner.Done()); !synced[widgets] {
		return fmt.Errorf("the cache of widgets was not filled")
	}
	if err := eventually(ctx, "before is added", told.has("added before")); err != nil {
		return err
	}
	made, err := objects.Create(ctx, widget(namespace, "after", 2), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	if err := eventually(ctx, "after is added", told.has("added after")); err != nil {
		return err
	}
	if err := unstructured.SetNestedField(made.Object, int64(3), "spec", "size"); err != nil {
		return err
	}
	if _, err := objects.Update(ctx, made, metav1.UpdateOptions{}); err != nil {
		return err
	}
	if err := eventually(ctx, "after is updated", told.has("updated after")); err != nil {
		return err
	}
	if err := objects.DeleteCollection(ctx, metav1.DeleteOptions{}, all); err != nil {
		return err
	}
	return eventually(ctx, "both are deleted", func() (bool, error) {
		before, _ := told.has("deleted before")()
		after, _ := told.has("deleted after")()
		return before && after && len(informer.GetStore().List()) == 0, nil
	})
}

// metadataInformers, which would rather have protobuf, are told of metadata alone.
func metadataInformers(ctx context.Context, config *rest.Config, namespace string) error {
	client := metadata.NewForConfigOrDie(metadata.ConfigFor(config))
	told := &seen{counts: map[string]int{}}
	factory := metadatainformer.NewFilteredSharedInformerFactory(client, 0, namespace, nil)
	if _, err := factory.ForResource(widgets).Informer().AddEventHandler(told.handler()); err != nil {
		return err
	}
	inner, cancel := context.WithCancel(ctx)
	defer factory.Shutdown()
	defer cancel()
	factory.Start(inner.Done())
	if synced := factory.WaitForCacheSync(inner.Done()); !synced[widgets] {
		return fmt.Errorf("the cache of widgets was not filled")
	}
	objects := dynamic.NewForConfigOrDie(config).Resource(widgets).Namespace(namespace)
	if _, err := objects.Create(ctx, widget(namespace, "known", 1), metav1.CreateOptions{}); err != nil {
		return err
	}
	if err := eventually(ctx, "known is added", told.has("added known")); err != nil {
		return err
	}
	if err := client.Resource(widgets).Namespace(namespace).DeleteCollection(ctx, metav1.DeleteOptions{}, all); err != nil {
		return err
	}
	return eventually(ctx, "known is deleted", told.has("deleted known"))
}
