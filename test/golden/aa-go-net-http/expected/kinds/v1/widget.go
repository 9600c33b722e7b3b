package v1

import (
	_ "embed"

	"demo.kx.dev/go-net-http/internal/api"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Widget is an object of the kind Widget.
type Widget struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitzero"`

	Spec   WidgetSpec   `json:"spec,omitzero"`
	Status WidgetStatus `json:"status,omitzero"`
}

type WidgetSpec struct {
	Size   *int32           `json:"size,omitempty"`
	Colour WidgetSpecColour `json:"colour,omitempty"`
}

type WidgetStatus struct {
	Phase *string `json:"phase,omitempty"`
}

type WidgetSpecColour string

// The values of WidgetSpecColour.
const (
	WidgetSpecColourRed   WidgetSpecColour = "red"
	WidgetSpecColourGreen WidgetSpecColour = "green"
	WidgetSpecColourBlue  WidgetSpecColour = "blue"
)

// WidgetList is a list of objects of the kind Widget.
type WidgetList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitzero"`

	Items []Widget `json:"items"`
}

//go:embed widget.schema.json
var schemaOfWidget []byte

// kindOfWidget is how widgets are served.
var kindOfWidget = api.Kind{
	Group:      "demo.kx.dev",
	Version:    "v1",
	Kind:       "Widget",
	ListKind:   "WidgetList",
	Plural:     "widgets",
	Singular:   "widget",
	ShortNames: []string{"wd"},
	Namespaced: true,
	Status:     true,
	Columns: []api.Column{
		{Name: "Size", Type: "integer", JSONPath: ".spec.size"},
	},
	Schema:   api.MustParse(schemaOfWidget),
	Validate: api.Validating(validateWidget),
}

// validateWidget says what is wrong that the schema cannot say. The old object is nil when one is created.
func validateWidget(object, old *Widget) field.ErrorList {
	return nil
}
