package server

import (
	"context"
	"slices"
	"strings"

	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	"k8s.io/apiserver/pkg/authorization/union"
)

// standaloneAuthorizer is for a server that has no cluster to ask: system:masters may do everything, authenticated
// users may read what the server serves, and the controllers of a cluster have the rights that RBAC gives them in
// every cluster. Without these no namespace could be deleted.
func standaloneAuthorizer() authorizer.Authorizer {
	return union.New(
		authorizerfactory.NewPrivilegedGroups(user.SystemPrivilegedGroup),
		authorizer.AuthorizerFunc(authorizeReading),
		authorizer.AuthorizerFunc(authorizeControllers),
	)
}

func authorizeReading(_ context.Context, attributes authorizer.Attributes) (authorizer.Decision, string, error) {
	if attributes.IsResourceRequest() || attributes.GetVerb() != "get" {
		return authorizer.DecisionNoOpinion, "", nil
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(attributes.GetPath(), "/"), "/")
	switch first {
	case "healthz", "livez", "readyz":
		return authorizer.DecisionAllow, "", nil
	case "", "api", "apis", "openapi", "version":
		if slices.Contains(attributes.GetUser().GetGroups(), user.AllAuthenticated) {
			return authorizer.DecisionAllow, "", nil
		}
	}
	return authorizer.DecisionNoOpinion, "", nil
}

var controllerVerbs = map[string][]string{
	"system:serviceaccount:kube-system:namespace-controller":      {"get", "list", "delete", "deletecollection"},
	"system:serviceaccount:kube-system:generic-garbage-collector": {"get", "list", "watch", "patch", "update", "delete"},
	"system:serviceaccount:kube-system:resourcequota-controller":  {"list", "watch"},
}

func authorizeControllers(_ context.Context, attributes authorizer.Attributes) (authorizer.Decision, string, error) {
	verbs := controllerVerbs[attributes.GetUser().GetName()]
	if attributes.IsResourceRequest() && slices.Contains(verbs, attributes.GetVerb()) {
		return authorizer.DecisionAllow, "", nil
	}
	return authorizer.DecisionNoOpinion, "", nil
}
