/** Holds the chart in {@code deploy/kubernetes} to what Kubernetes knows and the service needs; there is no cluster. */
package org.earshot.kubernetes;
