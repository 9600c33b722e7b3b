package server

import (
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/endpoints/openapi"
	genericapiserver "k8s.io/apiserver/pkg/server"
)

// What every object and every list has, as documents of OpenAPI call it.
var objectMetaName, listMetaName = metav1.ObjectMeta{}.OpenAPIModelName(), metav1.ListMeta{}.OpenAPIModelName()

// addOpenAPI describes the API by the schemas of its kinds.
func addOpenAPI(config *genericapiserver.RecommendedConfig, options *Options) {
	definitions := definitionsOf(options.Kinds)
	namer := openapi.NewDefinitionNamer(options.Scheme)
	config.OpenAPIConfig = genericapiserver.DefaultOpenAPIConfig(definitions, namer)
	config.OpenAPIConfig.Info.Title = options.Kinds[0].Group
	config.OpenAPIConfig.GetDefinitionName = externalOnly(namer)
	config.OpenAPIConfig.GetOperationIDAndTags = distinct(config.OpenAPIConfig.GetOperationIDAndTags)
	config.OpenAPIV3Config = genericapiserver.DefaultOpenAPIV3Config(definitions, namer)
	config.OpenAPIV3Config.Info.Title = options.Kinds[0].Group
	config.OpenAPIV3Config.GetDefinitionName = externalOnly(namer)
	config.OpenAPIV3Config.GetOperationIDAndTags = distinct(config.OpenAPIV3Config.GetOperationIDAndTags)
}

// ownOpenAPI leaves the group versions of this server in /openapi/v3. The aggregator takes all that is there for the
// cluster's, in no order, so that a key like "version" would stand for that of kube-apiserver.
func ownOpenAPI(server *genericapiserver.GenericAPIServer) {
	for _, service := range server.Handler.GoRestfulContainer.RegisteredWebServices() {
		path := strings.TrimPrefix(service.RootPath(), "/")
		if strings.Count(path, "/") != 2 || !strings.HasPrefix(path, "apis/") {
			server.OpenAPIV3VersionedService.DeleteGroupVersion(path)
		}
	}
}
