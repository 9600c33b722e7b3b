package v1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
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

// OpenAPIModelName is what documents of OpenAPI call it.
func (Widget) OpenAPIModelName() string {
	return "dev.kx.demo.v1.Widget"
}

// OpenAPIModelName is what documents of OpenAPI call it.
func (WidgetList) OpenAPIModelName() string {
	return "dev.kx.demo.v1.WidgetList"
}
