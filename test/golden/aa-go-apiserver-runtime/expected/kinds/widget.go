package kinds

import (
	"context"
	_ "embed"

	"demo.kx.dev/go-apiserver-runtime/apis/v1"
	"demo.kx.dev/go-apiserver-runtime/registry"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

//go:embed widget.v1.schema.json
var schemaOfWidgetV1 []byte

// Widget is how widgets are served.
var Widget = registry.Kind{
	Group:      "demo.kx.dev",
	Kind:       "Widget",
	ListKind:   "WidgetList",
	Plural:     "widgets",
	Singular:   "widget",
	ShortNames: []string{"wd"},
	Versions: []registry.Version{
		{
			Name:   "v1",
			Object: &v1.Widget{},
			List:   &v1.WidgetList{},
			Schema: schemaOfWidgetV1,
			Status: true,
			Columns: []registry.Column{
				{Name: "Size", Type: "integer", JSONPath: ".spec.size"},
			},
		},
	},
	CopyStatus: registry.CopyStatus(func(to, from *v1.Widget) {
		to.Status = from.Status
	}),
	Validate: registry.Validate(validateWidget),
	Log:      &logOfWidget,
	Console:  consoleOfWidget,
}

// validateWidget says what is wrong that the schema cannot say. The old object is nil when one is created.
func validateWidget(ctx context.Context, object, old *v1.Widget) field.ErrorList {
	return nil
}
