// Package kinds says what the server serves: a file for each kind, and beside it the schemas of its versions.
package kinds

import "demo.kx.dev/go-widget/registry"

// All kinds that are served.
var All = []*registry.Kind{
	&Widget,
}
