package server

import (
	"net/http"

	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	"k8s.io/apiserver/pkg/endpoints/discovery/aggregated"
	genericapiserver "k8s.io/apiserver/pkg/server"
	genericfilters "k8s.io/apiserver/pkg/server/filters"
	utilversion "k8s.io/apiserver/pkg/util/version"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/klog/v2"
)

// ApplyToConfig is called by the library when its options made a config.
func (o *Options) ApplyToConfig(config *genericapiserver.RecommendedConfig) *genericapiserver.RecommendedConfig {
	gate := config.FeatureGate
	if err := o.ServerRun.ApplyTo(&config.Config); err != nil {
		klog.Fatal(err) // the library takes no error from here
	}
	config.FeatureGate = gate
	// The library says that it is version 1.2 of its sample.
	config.EffectiveVersion = utilversion.DefaultKubeEffectiveVersion()
	addOpenAPI(config, o)
	config.AggregatedDiscoveryGroupManager = completeDiscovery{aggregated.NewResourceManager("apis")}
	addHealth(&config.Config)
	switch o.AuthorizationMode {
	case modeAlwaysAllow:
		config.Authorization.Authorizer = authorizerfactory.NewAlwaysAllowAuthorizer()
	case modeSystemMasters:
		config.Authorization.Authorizer = standaloneAuthorizer()
	}
	if config.SharedInformerFactory == nil {
		// The library starts the informers of a cluster, whether there is one or not: these are none.
		config.SharedInformerFactory = informers.NewSharedInformerFactory(kubernetes.NewForConfigOrDie(config.LoopbackClientConfig), 0)
	}
	config.LongRunningFunc = genericfilters.BasicLongRunningRequestCheck(sets.NewString("watch"), streamingSubresources)
	config.BuildHandlerChainFunc = func(handler http.Handler, c *genericapiserver.Config) http.Handler {
		handler = withStreamsEnding(handler, o.ending)
		handler = withDeprecations(handler, o.Kinds)
		handler = withOwnOpenAPI(handler)
		handler = withCurrentOpenAPI(handler)
		handler = withUpgradesRefused(handler, c.Serializer)
		handler = withDiscoveryRoot(handler)
		handler = withKindsInJSON(handler, c.Serializer)
		return withLastAnswers(genericapiserver.DefaultBuildHandlerChain(handler, c))
	}
	return config
}
