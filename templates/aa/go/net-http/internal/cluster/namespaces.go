package cluster

import (
	"context"
	"fmt"
	"net/url"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// AdmitCreate lets an object into a namespace that is there and stays: kube-apiserver, which forwards the request,
// does not look. Without a cluster every namespace is one.
func (c *Client) AdmitCreate(ctx context.Context, resource schema.GroupResource, namespace, name string) error {
	if c == nil || namespace == "" {
		return nil
	}
	found := corev1.Namespace{}
	err := c.Get(ctx, "/api/v1/namespaces/"+url.PathEscape(namespace), &found)
	if apierrors.IsNotFound(err) {
		return apierrors.NewNotFound(corev1.Resource("namespaces"), namespace)
	}
	if err != nil {
		return apierrors.NewInternalError(fmt.Errorf("kube-apiserver cannot be asked for the namespace: %w", err))
	}
	if found.Status.Phase != corev1.NamespaceTerminating {
		return nil
	}
	denied := apierrors.NewForbidden(resource, name,
		fmt.Errorf("unable to create new content in namespace %s because it is being terminated", namespace))
	cause := metav1.StatusCause{
		Type: corev1.NamespaceTerminatingCause, Field: "metadata.namespace",
		Message: fmt.Sprintf("namespace %s is being terminated", namespace),
	}
	denied.ErrStatus.Details.Causes = []metav1.StatusCause{cause}
	return denied
}
