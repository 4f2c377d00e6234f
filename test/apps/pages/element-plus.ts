// Vue 3 with Element Plus: the form stands in a dialog that keeps the focus, vee-validate checks it,
// and a button that submits nothing sends it with fetch.
import ElementPlus from 'element-plus';
import 'element-plus/dist/index.css';
import { useField, useForm } from 'vee-validate';
import { createApp, defineComponent, ref } from 'vue';

const isWritten = (value: string | undefined) => Boolean(value?.trim()) || 'Fyll i fältet';

const Absence = defineComponent({
  setup() {
    const open = ref(false);
    const failed = ref('');
    const { handleSubmit, isSubmitting } = useForm({
      initialValues: { pupil: '', remark: '' },
      validationSchema: { pupil: isWritten, remark: isWritten },
    });
    const pupil = useField<string>('pupil');
    const remark = useField<string>('remark');
    const save = handleSubmit(async (values) => {
      const answer = await fetch('/api/absences', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(values),
      }).catch(() => null);
      failed.value = answer?.ok ? '' : 'Det gick inte att spara';
      open.value = !answer?.ok;
    });
    return { open, failed, isSubmitting, pupil, remark, save };
  },
  template: `
    <el-button @click="open = true">Ny frånvaro</el-button>
    <el-dialog v-model="open" title="Frånvaro">
      <el-form label-position="top" @submit.prevent>
        <el-form-item label="Elev" :error="pupil.errorMessage.value">
          <el-input v-model="pupil.value.value" name="pupil" />
        </el-form-item>
        <el-form-item label="Anmärkning" :error="remark.errorMessage.value">
          <el-input v-model="remark.value.value" name="remark" type="textarea" autosize />
        </el-form-item>
      </el-form>
      <output>{{ remark.value.value }}</output>
      <p v-if="failed" role="alert">{{ failed }}</p>
      <template #footer>
        <el-button @click="open = false">Avbryt</el-button>
        <el-button type="primary" :loading="isSubmitting" @click="save">Spara</el-button>
      </template>
    </el-dialog>`,
});

createApp(Absence).use(ElementPlus).mount('#app');
