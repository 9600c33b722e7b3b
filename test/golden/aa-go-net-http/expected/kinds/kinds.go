// Package kinds says what the server serves: a package for each version, and in it a file for each kind.
package kinds

import (
	"slices"

	"demo.kx.dev/go-net-http/kinds/v1"
)

// All kinds that are served, in each of their versions.
var All = slices.Concat(v1.Kinds)
