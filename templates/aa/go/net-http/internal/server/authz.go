package server

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	authorizationv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/cache"
)

// Values of --authorization-mode.
const (
	webhook       = "Webhook"
	systemMasters = "SystemMasters"
	alwaysAllow   = "AlwaysAllow"
)

// authorizer decides who may do what: kube-apiserver does, by RBAC, and without it there is little that is allowed.
type authorizer struct {
	mode      string
	cluster   *cluster // asked in Webhook alone
	decisions *cache.LRUExpireCache
}

func newAuthorizer(mode string, of *cluster) *authorizer {
	return &authorizer{mode: mode, cluster: of, decisions: cache.NewLRUExpireCache(4096)}
}

// authorize lets a user do something, or throws a 403; where nobody can tell, too.
func (a *authorizer) authorize(c *call) {
	allowed, reason := a.decide(c)
	if reason != "" {
		reason = ": " + reason
	}
	resource, where := c.Resource, "at the cluster scope"
	if c.Subresource != "" {
		resource += "/" + c.Subresource
	}
	if c.Namespace != "" {
		where = fmt.Sprintf("in the namespace %q", c.Namespace)
	}
	denied := apierrors.NewForbidden(schema.GroupResource{Group: c.Group, Resource: c.Resource}, c.Name, fmt.Errorf(
		"User %q cannot %s resource %q in API group %q %s%s", c.user.Username, c.Verb, resource, c.Group, where, reason))
	if !c.isResource {
		denied.ErrStatus.Message = fmt.Sprintf(
			"forbidden: User %q cannot %s path %q%s", c.user.Username, c.Verb, c.r.URL.Path, reason)
	}
	if !allowed {
		throw(denied)
	}
}

func (a *authorizer) decide(c *call) (bool, string) {
	isProbe := !c.isResource && c.Verb == "get" && c.isBelow("/healthz", "/livez", "/readyz")
	switch {
	case a.mode == alwaysAllow, slices.Contains(c.user.Groups, "system:masters"), isProbe:
		return true, ""
	case a.mode == systemMasters:
		isPublic := !c.isResource && c.Verb == "get" && c.isBelow("/apis", "/openapi", "/version")
		return (isPublic && slices.Contains(c.user.Groups, "system:authenticated")) || c.isController(), ""
	}
	spec := authorizationv1.SubjectAccessReviewSpec{
		User: c.user.Username, UID: c.user.UID, Groups: c.user.Groups, Extra: map[string]authorizationv1.ExtraValue{},
	}
	for key, values := range c.user.Extra {
		spec.Extra[key] = authorizationv1.ExtraValue(values)
	}
	if c.isResource {
		spec.ResourceAttributes = &c.ResourceAttributes
	} else {
		spec.NonResourceAttributes = &authorizationv1.NonResourceAttributes{Verb: c.Verb, Path: c.r.URL.Path}
	}
	key := string(must(json.Marshal(spec)))
	known, isKnown := a.decisions.Get(key)
	if !isKnown {
		review := &authorizationv1.SubjectAccessReview{Spec: spec}
		review.Kind, review.APIVersion = "SubjectAccessReview", "authorization.k8s.io/v1"
		err := a.cluster.review(c.r.Context(), "/apis/authorization.k8s.io/v1/subjectaccessreviews", review)
		if err != nil {
			return false, "kube-apiserver cannot be asked"
		}
		known = review.Status
		a.decisions.Add(key, known, answersHold)
	}
	status := known.(authorizationv1.SubjectAccessReviewStatus)
	return status.Allowed && !status.Denied, status.Reason
}

// isController is for what RBAC gives the controllers of every cluster: without it no namespace could be deleted.
func (c *call) isController() bool {
	verbs := map[string]string{
		"system:serviceaccount:kube-system:namespace-controller":      "get list delete deletecollection",
		"system:serviceaccount:kube-system:generic-garbage-collector": "get list watch patch update delete",
	}[c.user.Username]
	return c.isResource && slices.Contains(strings.Fields(verbs), c.Verb)
}

func (c *call) isBelow(roots ...string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return c.r.URL.Path == root || strings.HasPrefix(c.r.URL.Path, root+"/")
	})
}
