// Package v1 has the kinds of demo.kx.dev/v1.
package v1

import "demo.kx.dev/go-net-http/internal/api"

// Kinds are those of this version.
var Kinds = []*api.Kind{
	&kindOfWidget,
}
