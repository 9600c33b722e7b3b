package main

import (
	"context"

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
	"sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

const finalizer = "example.com/clean"

// reconciler keeps a ConfigMap for each red widget, and says so in its status.
type reconciler struct{ client.Client }

func (r *reconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	object := &unstructured.Unstructured{}
	object.SetGroupVersionKind(kind)
	if err := r.Get(ctx, request.NamespacedName, object); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if object.GetDeletionTimestamp() != nil {
		if !controllerutil.RemoveFinalizer(object, finalizer) {
			return ctrl.Result{}, nil
		}
		return ctrl.Result{}, r.Update(ctx, object)
	}
	if controllerutil.AddFinalizer(object, finalizer) {
		if err := r.Update(ctx, object); err != nil {
			return ctrl.Result{}, err
		}
	}
	owned := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: request.Namespace, Name: request.Name}}
	if _, err := controllerutil.CreateOrUpdate(ctx, r.Client, owned, func() error {
		return controllerutil.SetControllerReference(object, owned, r.Scheme())
	}); err != nil {
		return ctrl.Result{}, err
	}
	before := object.DeepCopy()
	if err := unstructured.SetNestedField(object.Object, "Ready", "status", "phase"); err != nil {
		return ctrl.Result{}, err
	}
	return ctrl.Result{}, r.Status().Patch(ctx, object, client.MergeFrom(before))
}

// controller reconciles what its cache selects by a field, and lets go what is deleted.
func controller(ctx context.Context, config *rest.Config, namespace string) error {
	log.SetLogger(logr.Discard())
	widgetType := widget(namespace, "", 1)
	red := cache.ByObject{Field: fields.OneTermEqualSelector("spec.colour", "red")}
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Metrics: server.Options{BindAddress: "0"},
		Cache: cache.Options{
			DefaultNamespaces: map[string]cache.Config{namespace: {}},
			ByObject:          map[client.Object]cache.ByObject{widgetType: red},
		},
	})
	if err != nil {
		return err
	}
	builder := ctrl.NewControllerManagedBy(manager).Named("widgets").For(widgetType).Owns(&corev1.ConfigMap{})
	if err := builder.Complete(&reconciler{manager.GetClient()}); err != nil {
		return err
	}
	inner, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- manager.Start(inner) }()
	err = reconciled(ctx, manager.GetAPIReader(), manager.GetClient(), namespace)
	cancel()
	if stopped := <-ended; err == nil {
		err = stopped
	}
	return err
}

func reconciled(ctx context.Context, reader client.Reader, writer client.Writer, namespace string) error {
	made := widget(namespace, "kept", 1)
	if err := writer.Create(ctx, made); err != nil {
		return err
	}
	key := client.ObjectKeyFromObject(made)
	if err := eventually(ctx, "kept is ready, and its ConfigMap is there", func() (bool, error) {
		if err := reader.Get(ctx, key, made); err != nil {
			return false, err
		}
		phase, _, err := unstructured.NestedString(made.Object, "status", "phase")
		return phase == "Ready" && controllerutil.ContainsFinalizer(made, finalizer), err
	}); err != nil {
		return err
	}
	if err := reader.Get(ctx, key, &corev1.ConfigMap{}); err != nil {
		return err
	}
	if err := writer.Delete(ctx, made); err != nil {
		return err
	}
	return eventually(ctx, "kept is let go", func() (bool, error) {
		err := reader.Get(ctx, key, made)
		return apierrors.IsNotFound(err), client.IgnoreNotFound(err)
	})
}
