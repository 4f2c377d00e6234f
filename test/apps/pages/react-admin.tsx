/** @jsxImportSource react */
// react-admin with its REST data provider: a list of absences, and a form to enter one.
import simpleRest from 'ra-data-simple-rest';
import {
  Admin,
  Create,
  Datagrid,
  FormDataConsumer,
  List,
  Resource,
  required,
  SimpleForm,
  TextField,
  TextInput,
} from 'react-admin';
import { createRoot } from 'react-dom/client';

const AbsenceList = () => (
  <List>
    <Datagrid>
      <TextField source="pupil" />
      <TextField source="remark" />
    </Datagrid>
  </List>
);

const AbsenceCreate = () => (
  <Create redirect="list">
    <SimpleForm>
      <TextInput source="pupil" label="Elev" validate={required()} />
      <TextInput source="remark" label="Anmärkning" multiline minRows={3} />
      <FormDataConsumer>
        {({ formData }) => <output>{String(formData.remark ?? '')}</output>}
      </FormDataConsumer>
    </SimpleForm>
  </Create>
);

createRoot(document.getElementById('app') as HTMLElement).render(
  <Admin dataProvider={simpleRest('/api')} disableTelemetry>
    <Resource name="absences" list={AbsenceList} create={AbsenceCreate} />
  </Admin>,
);
