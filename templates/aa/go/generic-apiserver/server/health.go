package server

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/apiserver/pkg/server/dynamiccertificates"
	"k8s.io/apiserver/pkg/server/healthz"
	"k8s.io/component-base/metrics"
	"k8s.io/component-base/metrics/legacyregistry"
	"k8s.io/klog/v2"
)

// expiryWarning is how long before its end a certificate is warned of.
const expiryWarning = 30 * 24 * time.Hour

// addHealth lets /readyz say besides whether the aggregator can be told from others and whether the certificate still
// holds, and /metrics when it ends. /livez says nothing of etcd, which comes back no sooner where this server is
// started anew.
func addHealth(config *genericapiserver.Config) {
	certificate := config.SecureServing.Cert
	config.LivezChecks = slices.DeleteFunc(config.LivezChecks, func(check healthz.HealthChecker) bool {
		return check.Name() == "etcd"
	})
	config.AddReadyzChecks(
		healthz.NamedCheck("authentication-ca", func(*http.Request) error { return checkAuthorities(config) }),
		healthz.NamedCheck("serving-certificate-unexpired", func(*http.Request) error {
			end, err := endOf(certificate)
			if err == nil && time.Now().After(end) {
				err = fmt.Errorf("it expired on %s", end.Format(time.RFC3339))
			}
			return err
		}),
	)
	if end, err := endOf(certificate); err == nil && time.Until(end) < expiryWarning {
		klog.Warningf("The serving certificate expires on %s", end.Format(time.RFC3339))
	}
	gauge := metrics.NewGaugeFunc(&metrics.GaugeOpts{
		Name:           "serving_certificate_expiration_timestamp_seconds",
		Help:           "When the serving certificate expires, in seconds since the epoch; 0 where it cannot be read.",
		StabilityLevel: metrics.ALPHA,
	}, func() float64 {
		end, err := endOf(certificate)
		if err != nil {
			return 0
		}
		return float64(end.Unix())
	})
	legacyregistry.RawMustRegister(gauge)
}

// checkAuthorities holds where there is no front proxy to know.
func checkAuthorities(config *genericapiserver.Config) error {
	proxy := config.Authentication.RequestHeaderConfig
	if proxy != nil && len(proxy.CAContentProvider.CurrentCABundleContent()) == 0 {
		return errors.New("the CA of the front proxy is not known yet")
	}
	return nil
}

func endOf(provider dynamiccertificates.CertKeyContentProvider) (time.Time, error) {
	pair, err := tls.X509KeyPair(provider.CurrentCertKeyContent())
	if err != nil {
		return time.Time{}, err
	}
	return pair.Leaf.NotAfter, nil
}
